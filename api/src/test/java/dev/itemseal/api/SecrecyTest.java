package dev.itemseal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.item.AttributeType;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets show neither in {@code toString} nor in errors. */
class SecrecyTest {

    private static final String SECRET = "s3cr3t-marker-01";
    private static final byte[] SECRET_BYTES = SECRET.getBytes(StandardCharsets.US_ASCII);
    private static final String SECRET_NUMBER = "731942856.25";

    private static final TableInfo TABLE = TableInfo.of("Orders", TableIndex.of("id"));

    @ParameterizedTest
    @MethodSource("holders")
    void toStringHidesTheContent(Object holder) {
        assertHidden(holder.toString());
    }

    static Stream<Object> holders() {
        return Stream.of(values(), keys(), holdersOfItems(), others()).flatMap(objects -> objects);
    }

    static Stream<AttributeValue> values() {
        return Stream.of(
                AttributeValue.ofString(SECRET),
                AttributeValue.ofNumber(SECRET_NUMBER),
                AttributeValue.ofBytes(SECRET_BYTES),
                AttributeValue.ofBoolean(true),
                AttributeValue.ofNull(),
                AttributeValue.ofStrings(List.of(SECRET)),
                AttributeValue.ofNumbers(List.of(AttributeValue.ofNumber(SECRET_NUMBER))),
                AttributeValue.ofBinaries(List.of(AttributeValue.ofBytes(SECRET_BYTES))),
                AttributeValue.ofList(List.of(AttributeValue.ofString(SECRET))),
                AttributeValue.ofMap(Map.of(SECRET, AttributeValue.ofString(SECRET))));
    }

    private static Stream<Object> keys() {
        SecretBytes bytes = SecretBytes.copyOf(SECRET_BYTES, "AES");
        AesContentKey contentKey = AesContentKey.of(bytes);
        MacKey macKey = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, SECRET_BYTES);
        return Stream.of(
                bytes,
                contentKey,
                macKey,
                new EncryptionMaterials(Optional.of(contentKey), macKey, description(), true),
                DecryptionMaterials.of(macKey, contentKey),
                DecryptionMaterials.of(macKey));
    }

    private static Stream<Object> holdersOfItems() {
        EncryptionContext context = EncryptionContext.of(TABLE).withItem(item(), description());
        return Stream.of(
                item(),
                context,
                new DecryptedItem(
                        item(),
                        Protection.SIGNED,
                        description(),
                        AttributeActions.encryptAndSignAll(),
                        "Orders",
                        Dialect.JAVA));
    }

    private static Stream<Object> others() {
        return Stream.of(
                description(),
                settings(),
                settings().section("provider"),
                CryptoConfig.of(new Telling(), TABLE, AttributeActions.encryptAndSignAll()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueShowsItsTypeAndNothingElse(AttributeValue value) {
        assertThat(value).hasToString(value.type() == AttributeType.NULL ? "NULL" : value.type() + "(hidden)");
    }

    @Test
    void everyTypeOfValueIsAmongTheHolders() {
        assertThat(values().<Class<?>>map(Object::getClass).toList())
                .containsExactlyInAnyOrder(AttributeValue.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void errorsHideTheContent(ThrowingCallable failing) {
        Throwable failure = catchThrowable(failing);

        assertThat(failure).isInstanceOf(ItemsealException.class);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertHidden(cause.toString());
        }
    }

    static Stream<ThrowingCallable> failures() {
        return Stream.of(
                () -> AttributeValue.ofNumber(SECRET),
                () -> AttributeValue.ofNumber(SECRET_NUMBER + SECRET),
                () -> AttributeValue.ofNumber(SECRET_NUMBER + "e5000"),
                () -> AttributeValue.ofStrings(List.of(SECRET, SECRET)),
                () -> Item.fromJava(Map.of("a", new StringBuilder(SECRET))),
                () -> Item.fromJava(Map.of("a", Map.of(new StringBuilder(SECRET), 1))),
                () -> Item.fromJava(Map.of("a", Set.of(SECRET, 1))),
                () -> Item.fromJava(Map.of("a", Arrays.asList(SECRET, Double.NaN, new Object()))),
                () -> Item.fromJava(Map.of("a", new BigDecimal(SECRET_NUMBER + "e5000"))),
                () -> AesContentKey.ofBytes((SECRET + "longer").getBytes(StandardCharsets.US_ASCII)),
                () -> MacKey.of(SigningAlgorithm.HMAC_SHA256, SecretBytes.copyOf(SECRET_BYTES, "AES")),
                () -> settings().flag("password", false),
                () -> settings().section("provider").flag("key", false),
                () -> settings().requireOnly(Set.of()),
                () -> settings().section("provider").required("other"));
    }

    private static Item item() {
        Item.Builder builder = Item.builder(10);
        values().forEach(value -> builder.put("attribute-" + value.type(), value));
        return builder.build();
    }

    private static MaterialDescription description() {
        return MaterialDescription.of(Map.of("name", SECRET));
    }

    private static Settings settings() {
        return Settings.of(Map.of("password", SECRET, "provider", SECRET, "provider.key", SECRET), Path.of("."));
    }

    private static void assertHidden(String text) {
        assertThat(text)
                .doesNotContain(SECRET)
                .doesNotContain("731942856")
                .doesNotContainIgnoringCase(HexFormat.of().formatHex(SECRET_BYTES))
                .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(SECRET_BYTES))
                .doesNotContain(Arrays.toString(SECRET_BYTES));
    }

    /** A provider that shows its keys, against its contract. */
    private static final class Telling implements MaterialsProvider {
        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            throw new AssertionError("not to be called");
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            throw new AssertionError("not to be called");
        }

        @Override
        public String toString() {
            return SECRET;
        }
    }
}

package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.DESCRIPTION;
import static dev.itemseal.engine.Fixtures.SIGNATURE;
import static dev.itemseal.engine.Fixtures.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.Protection;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.item.NumberValue;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.engine.format.AttributeCodec;
import dev.itemseal.engine.format.ByteSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for arbitrary items, actions and keys. */
class ItemEncryptorProperties {

    private static final StandardItemEncryptor JAVA = StandardItemEncryptor.create();
    private static final StandardItemEncryptor PYTHON =
            StandardItemEncryptor.builder().dialect(Dialect.PYTHON).build();

    @Provide
    Arbitrary<Item> items() {
        return ArbitraryValues.items();
    }

    @Provide
    Arbitrary<AttributeActions> actions() {
        Arbitrary<CryptoAction> action = Arbitraries.of(CryptoAction.class);
        return Combinators.combine(action, action, action, action)
                .as((all, a, b, wide) -> AttributeActions.withDefault(all)
                        .with("a", a)
                        .with("b", b)
                        .with("\uFF5E", wide));
    }

    @Provide
    Arbitrary<AesContentKey> contentKeys() {
        return Arbitraries.of(16, 24, 32)
                .flatMap(length -> Arbitraries.bytes().array(byte[].class).ofSize(length))
                .map(AesContentKey::ofBytes);
    }

    @Provide
    Arbitrary<MacKey> macKeys() {
        Arbitrary<SigningAlgorithm> algorithms = Arbitraries.of(SigningAlgorithm.class)
                .filter(algorithm -> algorithm.family() == SigningAlgorithm.Family.HMAC);
        return Combinators.combine(
                        algorithms,
                        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(80))
                .as(MacKey::ofBytes);
    }

    private static CryptoConfig config(AesContentKey content, MacKey mac, AttributeActions actions) {
        return CryptoConfig.of(Fixtures.provider(content, mac, mac), TABLE, actions);
    }

    /** Both dialects are written, and both are read by either encryptor (ORD-5). */
    @Property(tries = 300)
    void decryptUndoesEncrypt(
            @ForAll("items") Item item,
            @ForAll("actions") AttributeActions actions,
            @ForAll("contentKeys") AesContentKey content,
            @ForAll("macKeys") MacKey mac) {
        CryptoConfig config = config(content, mac, actions);
        for (StandardItemEncryptor writer : List.of(JAVA, PYTHON)) {
            Item stored = writer.encrypt(item, config);
            assertThat(JAVA.decrypt(stored, config)).isEqualTo(item);
            assertThat(PYTHON.decrypt(stored, config)).isEqualTo(item);
        }
    }

    /** ACT-1, ACT-9, ACT-10: each attribute is stored as its action says. */
    @Property(tries = 300)
    void storedAsTheActionSays(@ForAll("items") Item item, @ForAll("actions") AttributeActions actions) {
        CryptoConfig config = config(Fixtures.AES, Fixtures.HMAC, actions);
        Item stored = JAVA.encrypt(item, config);
        item.forEach((name, value) -> {
            AttributeValue now = stored.attribute(name).orElseThrow();
            if (config.attributeActions().action(name) == CryptoAction.ENCRYPT_AND_SIGN) {
                assertThat(now).isInstanceOf(BinaryValue.class);
                assertThat(((BinaryValue) now).length()).isGreaterThanOrEqualTo(32);
            } else if (name.equals("id") && value instanceof NumberValue number && !actions.doNothing()) {
                assertThat(((NumberValue) now).text()).isEqualTo(number.canonicalText());
            } else {
                assertThat(now).isSameAs(value);
            }
        });
        int added = actions.doNothing() ? 0 : 2;
        assertThat(stored.size()).isEqualTo(item.size() + added);
    }

    /** ENC-1: the one call for all values gives what one call per value would have given. */
    @Property(tries = 200)
    void oneCipherCallIsLikeMany(@ForAll("items") Item item, @ForAll("contentKeys") AesContentKey key)
            throws Exception {
        CryptoConfig config = config(key, Fixtures.HMAC, AttributeActions.encryptAndSignAll());
        Item stored = JAVA.encrypt(item, config);
        for (String name : item.without("id").names()) {
            byte[] value = ((BinaryValue) stored.attribute(name).orElseThrow()).toByteArray();
            ByteSink serialized = new ByteSink(16);
            AttributeCodec.serialize(item.attribute(name).orElseThrow(), Dialect.JAVA, 32, name, serialized);
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key.key(), new IvParameterSpec(value, 0, 16));
            assertThat(cipher.doFinal(serialized.array(), 0, serialized.length()))
                    .isEqualTo(Arrays.copyOfRange(value, 16, value.length));
        }
    }

    /** RD-11: the result tells what is verified. */
    @Property(tries = 200)
    void verifiedAttributes(@ForAll("items") Item item, @ForAll("actions") AttributeActions actions) {
        CryptoConfig config = config(Fixtures.AES, Fixtures.HMAC, actions);
        DecryptedItem result = JAVA.decryptWithDetails(JAVA.encrypt(item, config), config);
        if (actions.doNothing()) {
            assertThat(result.protection()).isEqualTo(Protection.NONE);
            assertThat(result.verifiedAttributes()).isEmpty();
            return;
        }
        List<String> signed = new ArrayList<>(item.names());
        signed.removeIf(name -> config.attributeActions().action(name) == CryptoAction.DO_NOTHING);
        assertThat(result.protection()).isEqualTo(Protection.SIGNED);
        assertThat(result.verifiedAttributes()).containsExactlyInAnyOrderElementsOf(signed);
        assertThat(result.attributeActions()).isEqualTo(config.attributeActions());
        assertThat(result.tableName()).isEqualTo("Example");
        assertThat(result.materialDescription().entry("amzn-ddb-map-sym-mode")).contains("/CBC/PKCS5Padding");
    }

    /** SIG-6: one bit changed in what is signed, or in the signature, and the item is refused. */
    @Property(tries = 300)
    void oneBitChanged(
            @ForAll("items") Item item,
            @ForAll("actions") AttributeActions actions,
            @ForAll int where,
            @ForAll int which) {
        CryptoConfig config = config(Fixtures.AES, Fixtures.HMAC, actions);
        if (config.attributeActions().doNothing()) {
            return;
        }
        Item stored = JAVA.encrypt(item, config);
        List<String> signed = new ArrayList<>(stored.without(DESCRIPTION).names());
        signed.removeIf(name -> !name.equals(SIGNATURE)
                && (config.attributeActions().action(name) == CryptoAction.DO_NOTHING
                        || !(stored.attribute(name).orElseThrow() instanceof BinaryValue binary)
                        || binary.length() == 0));
        String name = signed.get(Math.floorMod(where, signed.size()));
        byte[] bytes = Fixtures.bytes(stored, name);
        int bit = Math.floorMod(which, bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        assertNotAuthentic(stored.with(name, BinaryValue.copyOf(bytes)), config);
    }

    /** SIG-6: a signed attribute replaced, taken away, renamed or swapped, and the item is refused. */
    @Property(tries = 300)
    void attributeChanged(
            @ForAll("items") Item item, @ForAll("items") Item other, @ForAll("actions") AttributeActions actions) {
        CryptoConfig config = config(Fixtures.AES, Fixtures.HMAC, actions);
        if (config.attributeActions().doNothing()) {
            return;
        }
        Item stored = JAVA.encrypt(item, config);
        for (String name : item.names()) {
            if (config.attributeActions().action(name) == CryptoAction.DO_NOTHING) {
                Item changed = stored.with(name, AttributeValue.ofString("changed"));
                assertThat(JAVA.decrypt(changed, config))
                        .isEqualTo(item.with(name, AttributeValue.ofString("changed")));
                continue;
            }
            assertNotAuthentic(stored.without(name), config);
            assertNotAuthentic(stored.with(name, AttributeValue.ofString(" an other value ")), config);
            other.attribute(name)
                    .filter(value -> !value.equals(stored.attribute(name).orElseThrow()))
                    .ifPresent(value -> assertNotAuthentic(stored.with(name, value), config));
        }
        if (config.attributeActions().action("added by somebody") != CryptoAction.DO_NOTHING) {
            assertNotAuthentic(stored.with("added by somebody", AttributeValue.ofNull()), config);
        }
    }

    private static void assertNotAuthentic(Item stored, CryptoConfig config) {
        assertThatExceptionOfType(ItemRefusedException.class)
                .isThrownBy(() -> JAVA.decrypt(stored, config))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NOT_AUTHENTIC));
    }
}

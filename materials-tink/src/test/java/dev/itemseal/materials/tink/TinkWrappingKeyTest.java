package dev.itemseal.materials.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AeadParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.aead.XChaCha20Poly1305Parameters;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TinkWrappingKeyTest {

    private static final List<Aead> AEADS = List.of(
            aead(PredefinedAeadParameters.AES256_GCM),
            aead(PredefinedAeadParameters.AES128_EAX),
            aead(PredefinedAeadParameters.AES256_CTR_HMAC_SHA256),
            aead(PredefinedAeadParameters.CHACHA20_POLY1305),
            aead(XChaCha20Poly1305Parameters.create(XChaCha20Poly1305Parameters.Variant.NO_PREFIX)));

    private static Aead aead(AeadParameters parameters) {
        try {
            return KeysetHandle.generateNew(parameters, AeadConfig2026.get())
                    .getPrimitive(AeadConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Provide
    Arbitrary<Aead> aeads() {
        return Arbitraries.of(AEADS);
    }

    private static EncryptionContext table(String name) {
        return EncryptionContext.of(TableInfo.of(name, TableIndex.of("id")));
    }

    @Property(tries = 200)
    @Label("WRP-20: what is wrapped unwraps again, with every kind of AEAD")
    void roundTrip(
            @ForAll("aeads") Aead aead, @ForAll @Size(32) byte[] contentKey, @ForAll ContentKeyAlgorithm algorithm) {
        TinkWrappingKey key = TinkWrappingKey.of(aead);
        SecretBytes secret = SecretBytes.copyOf(Arrays.copyOf(contentKey, algorithm.newKeyLength()), "AES");
        byte[] wrapped = key.wrap(secret, table("Example"));
        assertThat(key.unwrap(wrapped, "tink-aead", algorithm, table("Example")))
                .isEqualTo(secret);
    }

    @Test
    @DisplayName("WRP-20: the associated data are label and table name, each after its length")
    void associatedData() throws Exception {
        byte[] wrapped =
                TinkWrappingKey.of(AEADS.get(0)).wrap(SecretBytes.copyOf(new byte[32], "AES"), table("Tübingen"));
        byte[] label = "itemseal/tink-aead".getBytes(StandardCharsets.UTF_8);
        byte[] tableName = "Tübingen".getBytes(StandardCharsets.UTF_8);
        byte[] associatedData = ByteBuffer.allocate(4 + 18 + 4 + 9)
                .putInt(18)
                .put(label)
                .putInt(9)
                .put(tableName)
                .array();
        assertThat(AEADS.get(0).decrypt(wrapped, associatedData)).isEqualTo(new byte[32]);
    }

    @Property(tries = 100)
    @Label("WRP-20: for another table it does not unwrap")
    void otherTable(@ForAll("aeads") Aead aead) {
        TinkWrappingKey key = TinkWrappingKey.of(aead);
        byte[] wrapped = key.wrap(SecretBytes.copyOf(new byte[32], "AES"), table("Example"));
        for (String other : List.of("Example2", "Exampl", "example")) {
            assertNotUnwrapped(key, wrapped, table(other));
        }
    }

    @Property(tries = 300)
    @Label("WRP-14: one changed bit, and it does not unwrap")
    void changedBit(@ForAll("aeads") Aead aead, @ForAll @IntRange(max = 60 * 8 - 1) int bit) {
        TinkWrappingKey key = TinkWrappingKey.of(aead);
        byte[] wrapped = key.wrap(SecretBytes.copyOf(new byte[32], "AES"), table("Example"));
        int position = bit / 8 % wrapped.length;
        wrapped[position] ^= (byte) (1 << bit % 8);
        assertNotUnwrapped(key, wrapped, table("Example"));
    }

    @Property(tries = 300)
    @Label("WRP-14: arbitrary bytes of any length are refused")
    void arbitraryBytes(@ForAll("aeads") Aead aead, @ForAll @Size(max = 100) byte[] wrapped) {
        assertNotUnwrapped(TinkWrappingKey.of(aead), wrapped, table("Example"));
    }

    @Test
    @DisplayName("A key that another keyset wrapped does not unwrap")
    void otherKeyset() {
        byte[] wrapped =
                TinkWrappingKey.of(AEADS.get(0)).wrap(SecretBytes.copyOf(new byte[32], "AES"), table("Example"));
        assertNotUnwrapped(TinkWrappingKey.of(aead(PredefinedAeadParameters.AES256_GCM)), wrapped, table("Example"));
    }

    private static void assertNotUnwrapped(TinkWrappingKey key, byte[] wrapped, EncryptionContext context) {
        MaterialsException refusal = catchThrowableOfType(
                MaterialsException.class, () -> key.unwrap(wrapped, "tink-aead", ContentKeyAlgorithm.AES_256, context));
        assertThat(refusal).isNotNull().hasNoCause();
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_NOT_UNWRAPPED);
    }

    @Test
    @DisplayName("WRP-20: with every kind of AEAD, what is wrapped unwraps again, for its own table alone")
    void eachKind() {
        for (Aead aead : AEADS) {
            TinkWrappingKey key = TinkWrappingKey.of(aead);
            SecretBytes secret = SecretBytes.copyOf(new byte[32], "AES");
            byte[] wrapped = key.wrap(secret, table("Example"));
            assertThat(key.unwrap(wrapped, "tink-aead", ContentKeyAlgorithm.AES_256, table("Example")))
                    .isEqualTo(secret);
            assertNotUnwrapped(key, wrapped, table("Example2"));
        }
    }

    @Test
    @DisplayName("The copies of a content key that go to the AEAD and come from it are overwritten")
    void overwritten() {
        List<byte[]> copies = new ArrayList<>();
        Aead noting = new Aead() {
            @Override
            public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
                copies.add(plaintext);
                return plaintext.clone();
            }

            @Override
            public byte[] decrypt(byte[] ciphertext, byte[] associatedData) {
                copies.add(ciphertext);
                return ciphertext;
            }
        };
        byte[] contentKey = new byte[32];
        Arrays.fill(contentKey, (byte) 0x5E);
        SecretBytes secret = SecretBytes.copyOf(contentKey, "AES");
        TinkWrappingKey key = TinkWrappingKey.of(noting);

        byte[] wrapped = key.wrap(secret, table("Example"));
        assertThat(wrapped).isEqualTo(contentKey);
        assertThat(key.unwrap(wrapped, "tink-aead", ContentKeyAlgorithm.AES_256, table("Example")))
                .isEqualTo(secret);
        assertThat(copies).hasSize(2).allSatisfy(copy -> assertThat(copy).containsOnly(0));
    }

    @Test
    @DisplayName("An AEAD that can't encrypt now is reported as such")
    void unavailable() {
        Aead broken = new Aead() {
            @Override
            public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
                throw new GeneralSecurityException("no service");
            }

            @Override
            public byte[] decrypt(byte[] ciphertext, byte[] associatedData) {
                throw new AssertionError("not asked for");
            }
        };
        MaterialsException refusal = catchThrowableOfType(
                MaterialsException.class,
                () -> TinkWrappingKey.of(broken).wrap(SecretBytes.copyOf(new byte[32], "AES"), table("Example")));
        assertThat(refusal).hasMessageContaining("'Example'").hasCauseInstanceOf(GeneralSecurityException.class);
        assertThat(refusal.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
    }

    @ParameterizedTest
    @DisplayName("An AEAD whose service can't be asked is unavailable, and only without I/O in its causes for good")
    @MethodSource("serviceFailures")
    void serviceOutOfReach(Exception failure, Reason reading, boolean retryable) {
        Aead service = new Aead() {
            @Override
            public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
                return decrypt(plaintext, associatedData);
            }

            @Override
            public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
                if (failure instanceof GeneralSecurityException checked) {
                    throw checked;
                }
                throw (RuntimeException) failure;
            }
        };
        TinkWrappingKey key = TinkWrappingKey.of(service);
        MaterialsException wrapping = catchThrowableOfType(
                MaterialsException.class, () -> key.wrap(SecretBytes.copyOf(new byte[32], "AES"), table("Example")));
        assertThat(wrapping.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(wrapping.retryable()).isEqualTo(retryable);
        MaterialsException unwrapping = catchThrowableOfType(
                MaterialsException.class,
                () -> key.unwrap(new byte[60], "tink-aead", ContentKeyAlgorithm.AES_256, table("Example")));
        assertThat(unwrapping.reason()).isEqualTo(reading);
        assertThat(unwrapping.retryable()).isEqualTo(retryable);
        assertThat(unwrapping).hasMessageContaining("'Example'");
        if (reading == Reason.KEY_UNAVAILABLE) {
            assertThat(unwrapping).hasCause(failure);
        } else {
            assertThat(unwrapping).hasNoCause();
        }
    }

    static Stream<Arguments> serviceFailures() {
        IOException outage = new IOException("connection reset");
        return Stream.of(
                Arguments.of(new GeneralSecurityException("failed", outage), Reason.KEY_UNAVAILABLE, true),
                Arguments.of(
                        new GeneralSecurityException(new IllegalStateException(new UncheckedIOException(outage))),
                        Reason.KEY_UNAVAILABLE,
                        true),
                Arguments.of(new UncheckedIOException(outage), Reason.KEY_UNAVAILABLE, true),
                Arguments.of(new IllegalStateException("no credentials"), Reason.KEY_UNAVAILABLE, false),
                Arguments.of(
                        new GeneralSecurityException(new IllegalArgumentException("bad tag")),
                        Reason.KEY_NOT_UNWRAPPED,
                        false));
    }

    @ParameterizedTest
    @DisplayName("WRP-19: no other name is accepted")
    @ValueSource(strings = {"", "AESWrap", "tink", "TINK-AEAD", "tink-aead "})
    void otherNames(String name) {
        TinkWrappingKey key = TinkWrappingKey.of(AEADS.get(0));
        assertThat(key.accepts(name)).isFalse();
        assertThat(key.accepts("tink-aead")).isTrue();
        assertThat(key.wrappingAlgorithm()).isEqualTo("tink-aead");
        assertThat(key).hasToString("TinkWrappingKey(hidden)");
    }
}

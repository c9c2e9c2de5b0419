package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.ACTIONS;
import static dev.itemseal.engine.Fixtures.AES;
import static dev.itemseal.engine.Fixtures.HMAC;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.TABLE;
import static dev.itemseal.engine.Fixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secret keys that stay in a device, whose own provider of cryptography alone can use them. */
class DeviceKeysTest {

    private static final Provider DEVICE = new Device();

    /** The step of its work at which the device fails; none while empty. */
    private static String failingStep = "";

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();
    private final CryptoConfig inMemory = CryptoConfig.of(provider(AES, HMAC, HMAC), TABLE, ACTIONS);
    private final MacKey deviceMac = MacKey.of(SigningAlgorithm.HMAC_SHA256, new DeviceKey(HMAC.key()));
    private final CryptoConfig inDevice =
            CryptoConfig.of(provider(AesContentKey.of(new DeviceKey(AES.key())), deviceMac, deviceMac), TABLE, ACTIONS);

    @BeforeEach
    void plugIn() {
        Security.addProvider(DEVICE);
    }

    @AfterEach
    void unplug() {
        failingStep = "";
        Security.removeProvider(DEVICE.getName());
    }

    @Test
    @DisplayName("Keys in a device and keys in memory take turns, on one thread, and write the same format")
    void takingTurns() {
        for (CryptoConfig writing : List.of(inMemory, inDevice, inMemory, inDevice)) {
            Item stored = encryptor.encrypt(ITEM, writing);
            for (CryptoConfig reading : List.of(inDevice, inMemory)) {
                assertThat(encryptor.decrypt(stored, reading)).isEqualTo(ITEM);
            }
        }
    }

    @Test
    @DisplayName("A key whose device is not there is refused by name of the algorithm, and others go on")
    void noDevice() {
        Item stored = encryptor.encrypt(ITEM, inDevice);
        unplug();
        CryptoConfig signing = CryptoConfig.of(provider(AES, deviceMac, deviceMac), TABLE, ACTIONS);
        CryptoConfig encrypting =
                CryptoConfig.of(provider(AesContentKey.of(new DeviceKey(AES.key())), HMAC, HMAC), TABLE, ACTIONS);

        assertThat(catchThrowableOfType(ItemsealException.class, () -> encryptor.encrypt(ITEM, signing)))
                .hasMessageContaining("HmacSHA256")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_KEY));
        for (CryptoConfig config : List.of(signing, encrypting)) {
            assertThat(catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(stored, config))
                            .reason())
                    .isEqualTo(Reason.INVALID_KEY);
        }
        assertThat(encryptor.decrypt(stored, inMemory)).isEqualTo(ITEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mac.init",
                "Mac.update",
                "Mac.doFinal",
                "Cipher.init",
                "Cipher.doFinal",
                "Signature.init",
                "Signature.update",
                "Signature.doFinal"
            })
    @DisplayName("A device that fails at work is a key that can't be had now, whatever it was doing, and others go on")
    void failingDevice(String step) {
        DeviceKeyPair pair = new DeviceKeyPair();
        CryptoConfig config = step.startsWith("Signature")
                ? CryptoConfig.of(
                        provider(
                                AES,
                                PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_RSA, pair),
                                PublicVerificationKey.of(pair, SigningAlgorithm.SHA256_WITH_RSA)),
                        TABLE,
                        ACTIONS)
                : inDevice;
        Item stored = encryptor.encrypt(ITEM, config);
        assertThat(encryptor.decrypt(stored, config)).isEqualTo(ITEM);
        failingStep = step;

        for (Runnable work :
                List.<Runnable>of(() -> encryptor.encrypt(ITEM, config), () -> encryptor.decrypt(stored, config))) {
            MaterialsException failure = catchThrowableOfType(MaterialsException.class, work::run);
            assertThat(failure.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
            assertThat(failure).hasCauseInstanceOf(ProviderException.class);
        }
        assertThat(encryptor.decrypt(encryptor.encrypt(ITEM, inMemory), inMemory))
                .isEqualTo(ITEM);
        failingStep = "";
        assertThat(encryptor.decrypt(stored, config)).isEqualTo(ITEM);
    }

    @Test
    @DisplayName("A device that doesn't encrypt what it is given is a key that can't be had as well")
    void strangeDevice() {
        failingStep = "Cipher.block";

        assertThat(catchThrowableOfType(MaterialsException.class, () -> encryptor.encrypt(ITEM, inDevice))
                        .reason())
                .isEqualTo(Reason.KEY_UNAVAILABLE);
    }

    private static void reach(String step) {
        if (step.equals(failingStep)) {
            throw new ProviderException("CKR_DEVICE_REMOVED");
        }
    }

    private static final class DeviceKey implements SecretKey {

        private static final long serialVersionUID = 1L;

        private final transient SecretKey inside;

        DeviceKey(SecretKey inside) {
            this.inside = inside;
        }

        @Override
        public String getAlgorithm() {
            return inside.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    private static SecretKey inside(Key key) throws InvalidKeyException {
        if (key instanceof DeviceKey device) {
            return device.inside;
        }
        throw new InvalidKeyException("not a key of this device");
    }

    private static final class Device extends Provider {

        private static final long serialVersionUID = 1L;

        Device() {
            super("ItemsealTestDevice", "1", "AES and HMAC with keys that stay inside");
            putService(new Service(this, "Mac", "HmacSHA256", DeviceMac.class.getName(), null, null) {
                @Override
                public Object newInstance(Object constructorParameter) {
                    return new DeviceMac();
                }
            });
            putService(new Service(this, "Cipher", "AES/CBC/NoPadding", DeviceCipher.class.getName(), null, null) {
                @Override
                public Object newInstance(Object constructorParameter) {
                    return new DeviceCipher();
                }
            });
            putService(new Service(this, "Signature", "SHA256withRSA", DeviceSignature.class.getName(), null, null) {
                @Override
                public Object newInstance(Object constructorParameter) {
                    return new DeviceSignature();
                }
            });
        }
    }

    /** Both keys of a pair that the device alone knows; its signatures are the digest of the message. */
    private static final class DeviceKeyPair implements PrivateKey, PublicKey {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    private static final class DeviceSignature extends SignatureSpi {

        private final MessageDigest digest = sha256();

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void init(Key key) throws InvalidKeyException {
            if (!(key instanceof DeviceKeyPair)) {
                throw new InvalidKeyException("not a key of this device");
            }
            reach("Signature.init");
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            init(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            init(key);
        }

        @Override
        protected void engineUpdate(byte input) {
            digest.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            reach("Signature.update");
            digest.update(input, offset, length);
        }

        @Override
        protected byte[] engineSign() {
            reach("Signature.doFinal");
            return digest.digest();
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            reach("Signature.doFinal");
            return MessageDigest.isEqual(digest.digest(), signature);
        }

        @Override
        @SuppressWarnings("deprecation")
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        @SuppressWarnings("deprecation")
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }

    private static final class DeviceMac extends MacSpi {

        private Mac mac;

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec parameters) throws InvalidKeyException {
            try {
                mac = Mac.getInstance("HmacSHA256", "SunJCE");
                mac.init(inside(key));
                reach("Mac.init");
            } catch (InvalidKeyException e) {
                throw e;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected int engineGetMacLength() {
            return 32;
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            reach("Mac.update");
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            reach("Mac.doFinal");
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }

    private static final class DeviceCipher extends CipherSpi {

        private Cipher cipher;

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            try {
                cipher = Cipher.getInstance("AES/CBC/NoPadding", "SunJCE");
                cipher.init(mode, inside(key), parameters);
                reach("Cipher.init");
            } catch (InvalidKeyException | InvalidAlgorithmParameterException e) {
                throw e;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset)
                throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
            reach("Cipher.doFinal");
            if (failingStep.equals("Cipher.block")) {
                throw new IllegalBlockSizeException("the device lost a part of it");
            }
            return cipher.doFinal(input, offset, length, output, outputOffset);
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length)
                throws IllegalBlockSizeException, BadPaddingException {
            return cipher.doFinal(input, offset, length);
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            throw new UnsupportedOperationException("in one call alone");
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            throw new UnsupportedOperationException("in one call alone");
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) {
            throw new UnsupportedOperationException("with a vector alone");
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {
            throw new UnsupportedOperationException("with a vector alone");
        }

        @Override
        protected void engineSetMode(String mode) {
            throw new UnsupportedOperationException(mode);
        }

        @Override
        protected void engineSetPadding(String padding) {
            throw new UnsupportedOperationException(padding);
        }

        @Override
        protected int engineGetBlockSize() {
            return 16;
        }

        @Override
        protected int engineGetOutputSize(int inputLength) {
            return inputLength;
        }

        @Override
        protected byte[] engineGetIV() {
            return cipher.getIV();
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return cipher.getParameters();
        }
    }
}

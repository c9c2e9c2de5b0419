package dev.itemseal.materials.wrapped;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** A JCA provider like that of a token: its keys never show themselves, and it can be unplugged. */
final class DeviceProvider extends Provider {

    private static final long serialVersionUID = 1L;

    /** What does the work inside. */
    private final Provider inside;

    /** What each further use of a key fails with. */
    private transient volatile @Nullable RuntimeException failure;

    DeviceProvider() {
        this(Security.getProvider("SunJCE"));
    }

    /** A device that another provider, which need not be registered, does the work of. */
    DeviceProvider(Provider inside) {
        super("ItemsealTestDevice", "1", "RSA and AES with keys that stay inside");
        this.inside = inside;
        putService(new Service(this, "Cipher", "RSA", DeviceCipher.class.getName(), null, null) {
            @Override
            public Object newInstance(Object constructorParameter) {
                return new DeviceCipher();
            }
        });
        putService(new Service(this, "Cipher", "AESWrap", AesDeviceCipher.class.getName(), null, null) {
            @Override
            public Object newInstance(Object constructorParameter) {
                return new AesDeviceCipher();
            }
        });
    }

    void unplug() {
        failWith(new ProviderException("device removed"));
    }

    void failWith(RuntimeException next) {
        failure = next;
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    /** A key in the device. */
    PrivateKey keep(PrivateKey key) {
        return new DeviceKey(key);
    }

    /** An AES key in the device. */
    SecretKey aesKey() {
        return new AesDeviceKey();
    }

    private static final class AesDeviceKey implements SecretKey {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "AES";
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

    /** Keeps what it unwraps in the device as well. */
    private final class AesDeviceCipher extends DeviceCipher {

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException {
            if (!(key instanceof AesDeviceKey)) {
                throw new InvalidKeyException("not a key of this device");
            }
        }

        @Override
        protected byte[] engineWrap(Key key) {
            requireNoFailure();
            return key.getEncoded();
        }

        @Override
        protected Key engineUnwrap(byte[] wrappedKey, String wrappedKeyAlgorithm, int wrappedKeyType) {
            requireNoFailure();
            return new AesDeviceKey();
        }
    }

    private static final class DeviceKey implements PrivateKey {

        private static final long serialVersionUID = 1L;

        private final transient PrivateKey inside;

        private DeviceKey(PrivateKey inside) {
            this.inside = inside;
        }

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

    private class DeviceCipher extends CipherSpi {

        private Cipher cipher;
        private String padding;

        @Override
        protected void engineSetMode(String mode) {}

        @Override
        protected void engineSetPadding(String name) {
            padding = name;
        }

        @Override
        protected int engineGetBlockSize() {
            return 0;
        }

        @Override
        protected int engineGetOutputSize(int inputLength) {
            return 256;
        }

        @Override
        protected byte[] engineGetIV() {
            return null;
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return null;
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
            engineInit(mode, key, (AlgorithmParameterSpec) null, random);
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
                throws InvalidKeyException {
            engineInit(mode, key, (AlgorithmParameterSpec) null, random);
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException {
            if (!(key instanceof DeviceKey deviceKey)) {
                throw new InvalidKeyException("not a key of this device");
            }
            try {
                cipher = Cipher.getInstance("RSA/ECB/" + padding, inside);
                cipher.init(mode, deviceKey.inside, parameters);
            } catch (GeneralSecurityException e) {
                throw new InvalidKeyException(e);
            }
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length) throws BadPaddingException {
            requireNoFailure();
            try {
                return cipher.doFinal(input, offset, length);
            } catch (GeneralSecurityException e) {
                throw new BadPaddingException(e.getMessage());
            }
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            throw new UnsupportedOperationException();
        }
    }
}

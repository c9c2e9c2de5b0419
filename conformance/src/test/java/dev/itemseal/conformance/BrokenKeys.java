package dev.itemseal.conformance;

import static dev.itemseal.conformance.KeyInputs.bytes;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKeyAlgorithm;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.ExternalContentKey;
import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.ExternalVerificationKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.WrappingKey;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/** Keys with one defect. */
final class BrokenKeys {

    static final List<Broken<ExternalContentKey>> CONTENT_KEYS = List.of(
            new Broken<>("CONTENT-1", "takes zeros for padding", new SoundContentKey() {
                @Override
                public byte[] decrypt(byte[] iv, byte[] ciphertext) {
                    byte[] plaintext = super.decrypt(iv, ciphertext);
                    int end = plaintext.length;
                    while (end > 1 && plaintext[end - 1] == 0) {
                        end--;
                    }
                    return Arrays.copyOf(plaintext, end);
                }
            }),
            new Broken<>("CONTENT-2", "reverses the initialization vector", new SoundContentKey() {
                @Override
                public byte[] encrypt(byte[] iv, byte[] plaintext) {
                    return super.encrypt(reversed(iv), plaintext);
                }

                @Override
                public byte[] decrypt(byte[] iv, byte[] ciphertext) {
                    return super.decrypt(reversed(iv), ciphertext);
                }
            }),
            new Broken<>("CONTENT-3", "takes a wrong padding for a failure of the service", new SoundContentKey() {
                @Override
                public byte[] decrypt(byte[] iv, byte[] ciphertext) {
                    try {
                        return super.decrypt(iv, ciphertext);
                    } catch (ItemRefusedException e) {
                        throw new MaterialsException(Reason.KEY_UNAVAILABLE, "status 400");
                    }
                }
            }),
            new Broken<>("CONTENT-4", "wipes what it was given", new SoundContentKey() {
                @Override
                public byte[] encrypt(byte[] iv, byte[] plaintext) {
                    byte[] ciphertext = super.encrypt(iv, plaintext);
                    Arrays.fill(plaintext, (byte) 0);
                    return ciphertext;
                }
            }),
            new Broken<>("CONTENT-5", "serves one thread alone", new SoundContentKey() {
                @Override
                public byte[] encrypt(byte[] iv, byte[] plaintext) {
                    requireOneThread();
                    return super.encrypt(iv, plaintext);
                }
            }));

    static final List<Broken<SoundMac>> SIGNING_KEYS = List.of(
            new Broken<>("SIGN-1", "refuses long texts", new SoundMac() {
                @Override
                public boolean verify(SigningAlgorithm algorithm, byte[] stringToSign, byte[] signature) {
                    return stringToSign.length < 4096 && super.verify(algorithm, stringToSign, signature);
                }
            }),
            new Broken<>("SIGN-2", "allows other algorithms than it signs with", new SoundMac() {
                @Override
                public Set<SigningAlgorithm> algorithms() {
                    return Set.of(SigningAlgorithm.HMAC_SHA512);
                }
            }),
            new Broken<>("SIGN-3", "compares all bytes but the last one", new SoundMac() {
                @Override
                public boolean verify(SigningAlgorithm algorithm, byte[] stringToSign, byte[] signature) {
                    byte[] expected = sign(stringToSign);
                    return signature.length == expected.length
                            && Arrays.equals(expected, 0, 31, signature, 0, 31)
                            && signature[31] != 0;
                }
            }),
            new Broken<>("SIGN-4", "stumbles over short signatures", new SoundMac() {
                @Override
                public boolean verify(SigningAlgorithm algorithm, byte[] stringToSign, byte[] signature) {
                    return signature[15] == sign(stringToSign)[15] && super.verify(algorithm, stringToSign, signature);
                }
            }),
            new Broken<>("SIGN-5", "wipes the text", new SoundMac() {
                @Override
                public byte[] sign(byte[] stringToSign) {
                    byte[] signature = super.sign(stringToSign);
                    Arrays.fill(stringToSign, (byte) 0);
                    return signature;
                }

                @Override
                public boolean verify(SigningAlgorithm algorithm, byte[] stringToSign, byte[] signature) {
                    return super.verify(algorithm, stringToSign.clone(), signature);
                }
            }),
            new Broken<>("SIGN-6", "serves one thread alone", new SoundMac() {
                @Override
                public byte[] sign(byte[] stringToSign) {
                    requireOneThread();
                    return super.sign(stringToSign);
                }
            }),
            new Broken<>("SIGN-7", "puts the service's version before the MAC", new SoundMac() {
                @Override
                public byte[] sign(byte[] stringToSign) {
                    byte[] signature = Arrays.copyOf(super.sign(stringToSign), 34);
                    signature[32] = 'v';
                    signature[33] = '1';
                    return signature;
                }
            }));

    static final List<Broken<SoundWrapping>> WRAPPING_KEYS = List.of(
            new Broken<>("WRAP-1", "pads short keys", new SoundWrapping() {
                @Override
                public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
                    byte[] padded = Arrays.copyOf(contentKey.toByteArray(), 32);
                    return super.wrap(SecretBytes.copyOf(padded, "AES"), context);
                }
            }),
            new Broken<>("WRAP-2", "does not accept its own name", new SoundWrapping() {
                @Override
                public boolean accepts(String wrappingAlgorithm) {
                    return false;
                }
            }),
            new Broken<>("WRAP-3", "accepts every name", new SoundWrapping() {
                @Override
                public boolean accepts(String wrappingAlgorithm) {
                    return true;
                }
            }),
            new Broken<>("WRAP-4", "stumbles over nonsense", new SoundWrapping() {
                @Override
                public SecretBytes unwrap(
                        byte[] wrappedKey,
                        String wrappingAlgorithm,
                        ContentKeyAlgorithm contentKeyAlgorithm,
                        EncryptionContext context) {
                    if (wrappedKey[0] == 0 && wrappedKey[15] == 0) {
                        throw new IllegalStateException("no key begins so");
                    }
                    return super.unwrap(wrappedKey, wrappingAlgorithm, contentKeyAlgorithm, context);
                }
            }),
            new Broken<>("WRAP-5", "destroys the key that it wraps", new SoundWrapping() {
                @Override
                public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
                    byte[] wrapped = super.wrap(contentKey, context);
                    contentKey.destroy();
                    return wrapped;
                }
            }),
            new Broken<>("WRAP-6", "leaves the key beside the wrapped one", new SoundWrapping() {
                @Override
                public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
                    byte[] wrapped = super.wrap(contentKey, context);
                    byte[] both = Arrays.copyOf(wrapped, wrapped.length + contentKey.length());
                    System.arraycopy(contentKey.toByteArray(), 0, both, wrapped.length, contentKey.length());
                    return both;
                }

                @Override
                public SecretBytes unwrap(
                        byte[] wrappedKey,
                        String wrappingAlgorithm,
                        ContentKeyAlgorithm contentKeyAlgorithm,
                        EncryptionContext context) {
                    byte[] wrapped = Arrays.copyOf(wrappedKey, wrappedKey.length / 2 + 4);
                    return super.unwrap(wrapped, wrappingAlgorithm, contentKeyAlgorithm, context);
                }
            }),
            new Broken<>("WRAP-7", "serves one thread alone", new SoundWrapping() {
                @Override
                public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
                    requireOneThread();
                    return super.wrap(contentKey, context);
                }
            }));

    private BrokenKeys() {}

    private static void requireOneThread() {
        if (Thread.currentThread().getName().startsWith("pool-")) {
            throw new IllegalStateException("the key belongs to another thread");
        }
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    /** A content key like that of a service, to be broken. */
    static class SoundContentKey implements ExternalContentKey {

        private final AesContentKey key = AesContentKey.ofBytes(bytes(3, 32));

        @Override
        public byte[] encrypt(byte[] iv, byte[] plaintext) {
            return KeyUse.encrypt(key, iv, plaintext);
        }

        @Override
        public byte[] decrypt(byte[] iv, byte[] ciphertext) {
            try {
                Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
                cipher.init(Cipher.DECRYPT_MODE, key.key(), new IvParameterSpec(iv));
                return cipher.doFinal(ciphertext);
            } catch (GeneralSecurityException e) {
                throw new ItemRefusedException(Reason.NOT_AUTHENTIC, "The content does not decrypt");
            }
        }
    }

    /** A MAC key like that of a service, to be broken. */
    static class SoundMac implements ExternalSigningKey, ExternalVerificationKey {

        private final MacKey key = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, bytes(4, 32));

        @Override
        public SigningAlgorithm algorithm() {
            return SigningAlgorithm.HMAC_SHA256;
        }

        @Override
        public SigningAlgorithm defaultAlgorithm() {
            return algorithms().iterator().next();
        }

        @Override
        public Set<SigningAlgorithm> algorithms() {
            return Set.of(SigningAlgorithm.HMAC_SHA256);
        }

        @Override
        public byte[] sign(byte[] stringToSign) {
            return KeyUse.sign(key, stringToSign);
        }

        @Override
        public boolean verify(SigningAlgorithm algorithm, byte[] stringToSign, byte[] signature) {
            return MessageDigest.isEqual(sign(stringToSign), signature);
        }
    }

    /** A wrapping key, to be broken. */
    static class SoundWrapping implements WrappingKey, UnwrappingKey {

        private final AesWrappingKey key = AesWrappingKey.ofBytes(bytes(5, 32));

        @Override
        public String wrappingAlgorithm() {
            return key.wrappingAlgorithm();
        }

        @Override
        public byte[] wrap(SecretBytes contentKey, EncryptionContext context) {
            return key.wrap(contentKey, context);
        }

        @Override
        public boolean accepts(String wrappingAlgorithm) {
            return key.accepts(wrappingAlgorithm);
        }

        @Override
        public SecretBytes unwrap(
                byte[] wrappedKey,
                String wrappingAlgorithm,
                ContentKeyAlgorithm contentKeyAlgorithm,
                EncryptionContext context) {
            return key.unwrap(wrappedKey, wrappingAlgorithm, contentKeyAlgorithm, context);
        }
    }
}

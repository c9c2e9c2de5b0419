package dev.itemseal.conformance;

import static dev.itemseal.conformance.KeyInputs.bytes;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Providers with one defect. */
final class BrokenProviders {

    static final List<Broken<MaterialsProvider>> ALL = List.of(
            broken("MAT-1", "signs with a key that it doesn't verify with", new Delegating() {
                @Override
                public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                    EncryptionMaterials sound = super.encryptionMaterials(context);
                    MacKey other = MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, bytes(99, 32));
                    return new EncryptionMaterials(sound.contentKey(), other, sound.materialDescription(), true);
                }
            }),
            broken("MAT-2", "gives another content key than it wraps", new Delegating() {
                @Override
                public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                    EncryptionMaterials sound = super.encryptionMaterials(context);
                    Optional<ContentKey> other =
                            super.encryptionMaterials(context).contentKey();
                    return new EncryptionMaterials(other, sound.signingKey(), sound.materialDescription(), true);
                }
            }),
            broken("MAT-3", "refuses the engine's entries", new Delegating() {
                @Override
                public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                    if (context.materialDescription()
                            .entry("amzn-ddb-map-sym-mode")
                            .isPresent()) {
                        throw new ItemRefusedException(Reason.DESCRIPTION_MISMATCH, "an unknown entry");
                    }
                    return super.decryptionMaterials(context);
                }
            }),
            broken("MAT-4", "writes an entry of the engine's", new Delegating() {
                @Override
                public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                    EncryptionMaterials sound = super.encryptionMaterials(context);
                    return described(sound, "amzn-ddb-map-signingAlg", "HmacSHA256");
                }
            }),
            broken("MAT-4", "writes more than an item holds", new Delegating() {
                @Override
                public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                    return described(super.encryptionMaterials(context), "history", "é".repeat(33_000));
                }
            }),
            broken("MAT-5", "reads with other keys asynchronously", new Delegating() {
                @Override
                public CompletionStage<DecryptionMaterials> decryptionMaterialsAsync(
                        EncryptionContext context, Executor executor) {
                    DecryptionMaterials sound = super.decryptionMaterials(context);
                    ContentKey other = AesContentKey.ofBytes(bytes(77, 32));
                    return CompletableFuture.completedFuture(DecryptionMaterials.of(sound.verificationKey(), other));
                }
            }),
            broken("MAT-6", "fails before there is a stage", new Delegating() {
                @Override
                public CompletionStage<DecryptionMaterials> decryptionMaterialsAsync(
                        EncryptionContext context, Executor executor) {
                    DecryptionMaterials sound = super.decryptionMaterials(context);
                    return CompletableFuture.completedFuture(
                            DecryptionMaterials.of(sound.verificationKey(), sound.contentKey()));
                }
            }),
            broken("MAT-7", "decodes what it has not checked", new Delegating() {
                @Override
                public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
                    context.materialDescription()
                            .entry(MaterialDescription.CONTENT_KEY)
                            .ifPresent(Base64.getDecoder()::decode);
                    return super.decryptionMaterials(context);
                }
            }),
            broken("MAT-8", "gives one key to all items", new Delegating(provider(new SecureRandom() {
                private static final long serialVersionUID = 1L;

                @Override
                public void nextBytes(byte[] bytes) {
                    System.arraycopy(bytes(1, bytes.length), 0, bytes, 0, bytes.length);
                }
            }))),
            broken("MAT-9", "gives out keys again that were destroyed", new Remembering(true)),
            broken("MAT-9", "wipes keys itself that it gives out again", new Remembering(false)),
            broken("MAT-10", "serves one thread alone", new Delegating() {
                @Override
                public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                    if (Thread.currentThread().getName().startsWith("pool-")) {
                        throw new IllegalStateException("the provider belongs to another thread");
                    }
                    return super.encryptionMaterials(context);
                }
            }),
            broken("MAT-11", "recognises nothing", new Delegating() {
                @Override
                public boolean recognises(EncryptionContext context) {
                    return false;
                }
            }),
            broken("MAT-12", "writes the content key beside the wrapped one", new Delegating() {
                @Override
                public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
                    EncryptionMaterials sound = super.encryptionMaterials(context);
                    AesContentKey key = (AesContentKey) sound.contentKey().orElseThrow();
                    return described(
                            sound,
                            "debug",
                            Base64.getEncoder().encodeToString(key.key().getEncoded()));
                }
            }),
            broken("MAT-12", "shows its signing key", new Delegating() {
                @Override
                public String toString() {
                    return "Provider[" + Base64.getEncoder().encodeToString(bytes(2, 32)) + "]";
                }
            }));

    private BrokenProviders() {}

    private static Broken<MaterialsProvider> broken(String rule, String defect, MaterialsProvider provider) {
        return new Broken<>(rule, defect, provider);
    }

    static MaterialsProvider provider(SecureRandom random) {
        AesWrappingKey key = AesWrappingKey.ofBytes(bytes(1, 32));
        return WrappedMaterialsProvider.builder()
                .wrappingKey(key)
                .unwrappingKey(key)
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, bytes(2, 32)))
                .random(random)
                .build();
    }

    private static EncryptionMaterials described(EncryptionMaterials sound, String name, String value) {
        return new EncryptionMaterials(
                sound.contentKey(),
                sound.signingKey(),
                sound.materialDescription().with(name, value),
                true);
    }

    /** A sound provider, to be broken. */
    private static class Delegating implements MaterialsProvider {

        private final MaterialsProvider sound;

        Delegating() {
            this(provider(new SecureRandom()));
        }

        Delegating(MaterialsProvider sound) {
            this.sound = sound;
        }

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            return sound.encryptionMaterials(context);
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            return sound.decryptionMaterials(context);
        }

        @Override
        public boolean recognises(EncryptionContext context) {
            return sound.recognises(context);
        }

        @Override
        public String toString() {
            return "Delegating";
        }
    }

    /** Gives each item's content key out again, which it leaves to the engine to destroy or destroys itself. */
    private static final class Remembering extends Delegating {

        private final Map<MaterialDescription, DecryptionMaterials> known = new ConcurrentHashMap<>();
        private final boolean ephemeral;

        Remembering(boolean ephemeral) {
            this.ephemeral = ephemeral;
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            return known.computeIfAbsent(
                    context.materialDescription(), description -> remembering(super.decryptionMaterials(context)));
        }

        private DecryptionMaterials remembering(DecryptionMaterials sound) {
            ContentKey key = sound.contentKey();
            return new DecryptionMaterials() {
                @Override
                public VerificationKey verificationKey() {
                    return sound.verificationKey();
                }

                @Override
                public ContentKey contentKey() {
                    return key;
                }

                @Override
                public boolean ephemeral() {
                    return ephemeral;
                }

                @Override
                public void destroy() {
                    if (!ephemeral && ((AesContentKey) key).key() instanceof SecretBytes secret) {
                        secret.destroy();
                    }
                }
            };
        }
    }
}

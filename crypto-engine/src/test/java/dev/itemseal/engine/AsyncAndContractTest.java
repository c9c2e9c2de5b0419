package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.ACTIONS;
import static dev.itemseal.engine.Fixtures.AES;
import static dev.itemseal.engine.Fixtures.CONFIG;
import static dev.itemseal.engine.Fixtures.HMAC;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.SIGNATURE;
import static dev.itemseal.engine.Fixtures.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.PluginException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.ExternalSigningKey;
import dev.itemseal.api.materials.ExternalVerificationKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.VerificationKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The asynchronous forms, use by many threads, and providers that break their contract. */
class AsyncAndContractTest {

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();

    /** A provider of which each answer can be chosen. */
    private static final class ScriptedProvider implements MaterialsProvider {

        private final Supplier<EncryptionMaterials> encryption;
        private final Supplier<DecryptionMaterials> decryption;

        ScriptedProvider(Supplier<EncryptionMaterials> encryption, Supplier<DecryptionMaterials> decryption) {
            this.encryption = encryption;
            this.decryption = decryption;
        }

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            return encryption.get();
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            return decryption.get();
        }
    }

    private static CryptoConfig scripted(
            Supplier<EncryptionMaterials> encryption, Supplier<DecryptionMaterials> decryption) {
        return CryptoConfig.of(new ScriptedProvider(encryption, decryption), TABLE, ACTIONS);
    }

    private static <T> T joined(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ItemsealException ours) {
                throw ours;
            }
            throw e;
        }
    }

    @Test
    void asynchronousForms() {
        List<Runnable> blocking = new ArrayList<>();
        Executor later = blocking::add;
        CompletableFuture<Item> writing =
                encryptor.encryptAsync(ITEM, CONFIG, later).toCompletableFuture();
        assertThat(writing).isNotDone();
        blocking.remove(0).run();
        Item stored = writing.join();
        assertThat(encryptor.decrypt(stored, CONFIG)).isEqualTo(ITEM);
        CompletableFuture<Item> reading =
                encryptor.decryptAsync(stored, CONFIG, later).toCompletableFuture();
        assertThat(reading).isNotDone();
        blocking.remove(0).run();
        assertThat(reading.join()).isEqualTo(ITEM);
        assertThat(blocking).isEmpty();
    }

    @Test
    @DisplayName("The asynchronous forms refuse what the synchronous ones refuse, and never throw at once")
    void asynchronousRefusals() {
        Executor now = Runnable::run;
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        CryptoConfig nothing = CryptoConfig.of(
                Fixtures.provider(AES, HMAC, HMAC), TABLE, AttributeActions.withDefault(CryptoAction.DO_NOTHING));
        assertThat(joined(encryptor.encryptAsync(ITEM, nothing, now))).isSameAs(ITEM);
        assertThat(joined(encryptor.decryptAsync(ITEM, nothing, now))).isSameAs(ITEM);
        for (Item changed : List.of(
                ITEM,
                stored.without("drink"),
                stored.with("id", AttributeValue.ofNull()),
                stored.with(SIGNATURE, AttributeValue.ofNull()))) {
            ItemsealException expected =
                    catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(changed, CONFIG));
            CompletionStage<Item> reading = encryptor.decryptAsync(changed, CONFIG, now);
            assertThatExceptionOfType(ItemRefusedException.class)
                    .isThrownBy(() -> joined(reading))
                    .withMessage(expected.getMessage());
        }
        CompletionStage<Item> writing = encryptor.encryptAsync(stored, CONFIG, now);
        assertThat(catchThrowableOfType(ItemsealException.class, () -> joined(writing))
                        .reason())
                .isEqualTo(Reason.RESERVED_ATTRIBUTE);
    }

    @Test
    @DisplayName("RD-12: what a provider does wrong is reported as such, in both forms")
    void brokenProviders() {
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        DecryptionMaterials withoutKeys = new DecryptionMaterials() {
            @Override
            public VerificationKey verificationKey() {
                return null;
            }

            @Override
            public ContentKey contentKey() {
                return null;
            }
        };
        DecryptionMaterials withoutContentKey = new DecryptionMaterials() {
            @Override
            public VerificationKey verificationKey() {
                return HMAC;
            }

            @Override
            public ContentKey contentKey() {
                return null;
            }
        };
        DecryptionMaterials withoutEnd = new DecryptionMaterials() {
            @Override
            public VerificationKey verificationKey() {
                return HMAC;
            }

            @Override
            public ContentKey contentKey() {
                return AES;
            }

            @Override
            public void destroy() {
                throw new IllegalStateException("MARKED");
            }
        };
        for (CryptoConfig config : List.of(
                scripted(() -> null, () -> null),
                scripted(() -> null, () -> withoutEnd),
                scripted(
                        () -> {
                            throw new IllegalStateException("MARKED");
                        },
                        () -> {
                            throw new IllegalStateException("MARKED");
                        }),
                scripted(() -> null, () -> withoutKeys),
                scripted(() -> null, () -> withoutContentKey))) {
            assertBroken(() -> encryptor.encrypt(ITEM, config));
            assertBroken(() -> joined(encryptor.encryptAsync(ITEM, config, Runnable::run)));
            assertBroken(() -> encryptor.decrypt(stored, config));
            assertBroken(() -> joined(encryptor.decryptAsync(stored, config, Runnable::run)));
        }
    }

    /** A key behind a service, of which each answer can be chosen. */
    private static final class ScriptedKey implements ExternalSigningKey, ExternalVerificationKey {

        private final Supplier<byte[]> signature;

        ScriptedKey(Supplier<byte[]> signature) {
            this.signature = signature;
        }

        @Override
        public byte[] sign(byte[] stringToSign) {
            return signature.get();
        }

        @Override
        public boolean verify(SigningAlgorithm algorithm, byte[] stringToSign, byte[] found) {
            return Arrays.equals(signature.get(), found);
        }

        @Override
        public SigningAlgorithm algorithm() {
            return SigningAlgorithm.HMAC_SHA256;
        }

        @Override
        public SigningAlgorithm defaultAlgorithm() {
            return SigningAlgorithm.HMAC_SHA256;
        }

        @Override
        public Set<SigningAlgorithm> algorithms() {
            return Set.of(SigningAlgorithm.HMAC_SHA256);
        }
    }

    private static CryptoConfig signing(Supplier<byte[]> signature) {
        ScriptedKey key = new ScriptedKey(signature);
        return CryptoConfig.of(Fixtures.provider(AES, key, key), TABLE, ACTIONS);
    }

    @Test
    @DisplayName(
            "RD-12: what a signing or verification key does wrong is reported as such; what it says on purpose comes through")
    void brokenSigningKeys() {
        CryptoConfig working = signing(() -> new byte[32]);
        Item stored = encryptor.encrypt(ITEM, working);
        assertThat(encryptor.decrypt(stored, working)).isEqualTo(ITEM);
        MaterialsException unavailable = new MaterialsException(Reason.KEY_UNAVAILABLE, "no answer", true, null);
        CryptoConfig failing = signing(() -> {
            throw new IllegalStateException("MARKED");
        });
        CryptoConfig silent = signing(() -> {
            throw unavailable;
        });

        assertBroken(() -> encryptor.encrypt(ITEM, failing));
        assertBroken(() -> encryptor.encrypt(ITEM, signing(() -> null)));
        assertBroken(() -> encryptor.decrypt(stored, failing));
        assertBroken(() -> encryptor.diagnose(stored, failing, Diagnosis.Hints.NONE));
        assertThat(catchThrowableOfType(MaterialsException.class, () -> encryptor.encrypt(ITEM, silent)))
                .isSameAs(unavailable);
        assertThat(catchThrowableOfType(MaterialsException.class, () -> encryptor.decrypt(stored, silent)))
                .isSameAs(unavailable);
    }

    @Test
    @DisplayName("RD-12: an asynchronous form that is broken, at once or later, in the provider or in its materials")
    void brokenAsynchronousForms() {
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        List<Supplier<CompletionStage<Object>>> broken = List.of(
                () -> {
                    throw new IllegalStateException("MARKED");
                },
                () -> null,
                () -> CompletableFuture.completedFuture(null),
                () -> CompletableFuture.failedFuture(new IllegalStateException("MARKED")));
        for (Supplier<CompletionStage<Object>> form : broken) {
            DecryptionMaterials materials = new DecryptionMaterials() {
                @Override
                public VerificationKey verificationKey() {
                    return HMAC;
                }

                @Override
                public ContentKey contentKey() {
                    return AES;
                }

                @Override
                public CompletionStage<ContentKey> contentKeyAsync(Executor executor) {
                    return as(form.get(), ContentKey.class);
                }
            };
            CryptoConfig withoutMaterials = CryptoConfig.of(new BrokenAsynchronously(form), TABLE, ACTIONS);
            CryptoConfig withoutContentKey = scripted(() -> null, () -> materials);
            assertBroken(() -> joined(encryptor.encryptAsync(ITEM, withoutMaterials, Runnable::run)));
            assertBroken(() -> joined(encryptor.decryptAsync(stored, withoutMaterials, Runnable::run)));
            assertBroken(() -> joined(encryptor.decryptAsync(stored, withoutContentKey, Runnable::run)));
        }
    }

    private static <T> CompletionStage<T> as(CompletionStage<Object> stage, Class<T> type) {
        return stage == null ? null : stage.thenApply(type::cast);
    }

    private record BrokenAsynchronously(Supplier<CompletionStage<Object>> form) implements MaterialsProvider {

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            throw new AssertionError("only asked for asynchronously");
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            throw new AssertionError("only asked for asynchronously");
        }

        @Override
        public CompletionStage<EncryptionMaterials> encryptionMaterialsAsync(
                EncryptionContext context, Executor executor) {
            return as(form.get(), EncryptionMaterials.class);
        }

        @Override
        public CompletionStage<DecryptionMaterials> decryptionMaterialsAsync(
                EncryptionContext context, Executor executor) {
            return as(form.get(), DecryptionMaterials.class);
        }
    }

    private static void assertBroken(Runnable call) {
        PluginException broken = catchThrowableOfType(PluginException.class, call::run);
        assertThat(broken).isNotNull();
        assertThat(broken.reason()).isEqualTo(Reason.PLUGIN_CONTRACT);
        assertThat(broken.getMessage()).doesNotContain("MARKED");
    }

    @Test
    @DisplayName("What a provider says on purpose comes through as it is")
    void providersOwnErrors() {
        MaterialsException unavailable =
                new MaterialsException(Reason.KEY_UNAVAILABLE, "the key service does not answer", true, null);
        CryptoConfig config = scripted(
                () -> {
                    throw unavailable;
                },
                () -> {
                    throw unavailable;
                });
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        assertThat(catchThrowableOfType(ItemsealException.class, () -> encryptor.encrypt(ITEM, config)))
                .isSameAs(unavailable);
        assertThat(catchThrowableOfType(ItemsealException.class, () -> encryptor.decrypt(stored, config)))
                .isSameAs(unavailable);
        assertThat(catchThrowableOfType(
                        ItemsealException.class, () -> joined(encryptor.decryptAsync(stored, config, Runnable::run))))
                .isSameAs(unavailable);
    }

    @Test
    @DisplayName("RD-1: nothing is unwrapped before the signature holds")
    void contentKeyOnDemand() {
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        List<String> asked = new ArrayList<>();
        CryptoConfig config = scripted(
                () -> new EncryptionMaterials(Optional.of(AES), HMAC, MaterialDescription.empty(), false),
                () -> new DecryptionMaterials() {
                    @Override
                    public VerificationKey verificationKey() {
                        return HMAC;
                    }

                    @Override
                    public ContentKey contentKey() {
                        asked.add("content key");
                        return AES;
                    }
                });
        assertThat(catchThrowableOfType(
                        ItemRefusedException.class, () -> encryptor.decrypt(stored.without("drink"), config)))
                .isNotNull();
        assertThat(asked).isEmpty();
        encryptor.decrypt(stored, config);
        assertThat(asked).hasSize(1);
        // WRP-6: an item with nothing to decrypt needs no content key.
        encryptor.decrypt(encryptor.encrypt(ITEM.without("drink"), config), config);
        assertThat(asked).hasSize(1);
    }

    /** Counts how often it is told that the item is done; nothing may be asked for after that. */
    private static class EndingMaterials implements DecryptionMaterials {

        private final Supplier<CompletionStage<ContentKey>> key;
        private int ends;

        EndingMaterials(Supplier<CompletionStage<ContentKey>> key) {
            this.key = key;
        }

        @Override
        public VerificationKey verificationKey() {
            assertThat(ends).isZero();
            return HMAC;
        }

        @Override
        public ContentKey contentKey() {
            return joined(contentKeyAsync(Runnable::run));
        }

        @Override
        public CompletionStage<ContentKey> contentKeyAsync(Executor executor) {
            assertThat(ends).isZero();
            return key.get();
        }

        @Override
        public void destroy() {
            ends++;
        }
    }

    @Test
    @DisplayName("Materials are told once that an item is done, whatever came of it, in both forms")
    void ends() {
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        Item signed = encryptor.encrypt(ITEM.without("drink"), CONFIG);
        List<Supplier<CompletionStage<ContentKey>>> keys = List.of(
                () -> CompletableFuture.completedStage(AES),
                () -> CompletableFuture.failedStage(new MaterialsException(Reason.KEY_UNAVAILABLE, "not now")),
                () -> {
                    throw new AssertionError("on purpose");
                });
        for (Supplier<CompletionStage<ContentKey>> key : keys) {
            for (Item item :
                    List.of(stored, signed, stored.without("drink"), stored.with("x", AttributeValue.ofNull()))) {
                EndingMaterials one = new EndingMaterials(key);
                EndingMaterials other = new EndingMaterials(key);
                Throwable failure = catchThrowable(() -> encryptor.decrypt(item, scripted(() -> null, () -> one)));
                Throwable later = catchThrowable(
                        () -> joined(encryptor.decryptAsync(item, scripted(() -> null, () -> other), Runnable::run)));
                assertThat(one.ends).isEqualTo(1);
                assertThat(other.ends).isEqualTo(1);
                assertThat(failure == null).isEqualTo(later == null);
            }
        }
    }

    @Test
    @DisplayName("RD-12: materials that can't be destroyed break their contract, and don't hide what failed before")
    void failingEnd() {
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        for (boolean isAsync : new boolean[] {false, true}) {
            assertThat(refusal(stored, endingBadly(CompletableFuture.completedStage(AES)), isAsync)
                            .reason())
                    .isEqualTo(Reason.PLUGIN_CONTRACT);
            MaterialsException notNow = new MaterialsException(Reason.KEY_UNAVAILABLE, "not now");
            ItemsealException failure = refusal(stored, endingBadly(CompletableFuture.failedStage(notNow)), isAsync);
            assertThat(failure.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
            assertThat(failure).isSameAs(notNow);
            assertThat(isAsync || failure.getSuppressed()[0] instanceof PluginException)
                    .isTrue();
        }
        MaterialsException always = new MaterialsException(Reason.KEY_UNAVAILABLE, "always the same");
        EndingMaterials same = new EndingMaterials(() -> CompletableFuture.failedStage(always)) {
            @Override
            public void destroy() {
                throw always;
            }
        };
        assertThat(refusal(stored, scripted(() -> null, () -> same), false)).isSameAs(always);
    }

    private static CryptoConfig endingBadly(CompletionStage<ContentKey> key) {
        EndingMaterials materials = new EndingMaterials(() -> key) {
            @Override
            public void destroy() {
                throw new IllegalStateException("on purpose");
            }
        };
        return scripted(() -> null, () -> materials);
    }

    private ItemsealException refusal(Item item, CryptoConfig config, boolean isAsync) {
        return catchThrowableOfType(ItemsealException.class, () -> {
            if (isAsync) {
                joined(encryptor.decryptAsync(item, config, Runnable::run));
            } else {
                encryptor.decrypt(item, config);
            }
        });
    }

    @Test
    @DisplayName("Materials are not told so while their content key is still awaited")
    void endsLater() {
        Item stored = encryptor.encrypt(ITEM, CONFIG);
        CompletableFuture<ContentKey> key = new CompletableFuture<>();
        EndingMaterials materials = new EndingMaterials(() -> key);
        CompletableFuture<Item> reading = encryptor
                .decryptAsync(stored, scripted(() -> null, () -> materials), Runnable::run)
                .toCompletableFuture();
        assertThat(materials.ends).isZero();
        key.complete(AES);
        assertThat(reading).isCompletedWithValue(ITEM);
        assertThat(materials.ends).isEqualTo(1);
    }

    @Test
    void builderRefusesImpossibleDepth() {
        for (int depth : new int[] {-1, 0, 31, 1001, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> StandardItemEncryptor.builder().maxDepth(depth));
        }
        for (int depth : new int[] {32, 1000}) {
            assertThat(StandardItemEncryptor.builder().maxDepth(depth).build()).isNotNull();
        }
    }

    @Tag("many-threads")
    @Test
    @DisplayName("One encryptor serves many threads with items of many shapes, failures among them")
    void manyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                int seed = thread;
                results.add(threads.submit(() -> work(seed)));
            }
            for (Future<Integer> result : results) {
                assertThat(result.get()).isEqualTo(500);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private int work(int seed) {
        int right = 0;
        for (int i = 0; i < 500; i++) {
            Item.Builder builder = Item.builder(8).put("id", AttributeValue.ofNumber(i));
            for (int j = 0; j <= (seed + i) % 7; j++) {
                builder.put("a" + j * seed, AttributeValue.ofString("value " + i + " of " + seed));
            }
            Item item = builder.build();
            Item stored = encryptor.encrypt(item, CONFIG);
            boolean refused = catchThrowableOfType(
                            ItemsealException.class,
                            () -> encryptor.decrypt(stored.with("id", AttributeValue.ofNumber(-1)), CONFIG))
                    != null;
            right += refused && encryptor.decrypt(stored, CONFIG).equals(item) ? 1 : 0;
        }
        return right;
    }
}

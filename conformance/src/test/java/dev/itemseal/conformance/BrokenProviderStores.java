package dev.itemseal.conformance;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.materials.wrapped.AesWrappingKey;
import dev.itemseal.materials.wrapped.WrappedMaterialsProvider;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Provider stores with one defect. */
final class BrokenProviderStores {

    static final List<Broken<ProviderStore>> ALL = List.of(
            broken("PST-1", "creates what is looked up", new Sound() {
                @Override
                public synchronized Optional<MaterialsProvider> provider(String materialName, long version) {
                    return Optional.of(getOrCreate(materialName, version));
                }
            }),
            broken("PST-2", "counts from 1", new Sound() {
                @Override
                public synchronized long createNext(String materialName) {
                    if (newestVersion(materialName).isEmpty()) {
                        super.createNext(materialName);
                    }
                    return super.createNext(materialName);
                }
            }),
            broken("PST-3", "sorts versions as text", new Sound() {
                @Override
                public synchronized OptionalLong newestVersion(String materialName) {
                    OptionalLong newest = super.newestVersion(materialName);
                    return newest.isPresent() && newest.getAsLong() > 9 ? OptionalLong.of(9) : newest;
                }

                @Override
                long next(String materialName) {
                    return super.newestVersion(materialName).orElse(-1) + 1;
                }
            }),
            broken("PST-4", "makes new keys for a version that is looked up", new Sound() {
                @Override
                public synchronized Optional<MaterialsProvider> provider(String materialName, long version) {
                    return super.provider(materialName, version).map(sound -> newVersion(materialName, version));
                }
            }),
            broken("PST-5", "replaces versions", new Sound() {
                @Override
                public synchronized MaterialsProvider getOrCreate(String materialName, long version) {
                    if (!Thread.currentThread().getName().startsWith("pool-")) {
                        super.getOrCreate(materialName, version);
                        versions.get(materialName).remove(version);
                    }
                    return super.getOrCreate(materialName, version);
                }
            }),
            broken("PST-6", "does not name the version", new Sound() {
                @Override
                MaterialsProvider newVersion(String materialName, long version) {
                    return BrokenProviderStores.provider(MaterialDescription.empty());
                }
            }),
            broken("PST-7", "has one key for all versions of a name", new Sound() {
                private final MaterialsProvider only = BrokenProviderStores.provider(MaterialDescription.empty());

                @Override
                MaterialsProvider newVersion(String materialName, long version) {
                    MacKey mac =
                            (MacKey) only.encryptionMaterials(KeyInputs.WRITING).signingKey();
                    return BrokenProviderStores.provider(named(materialName, version), mac);
                }
            }),
            broken("PST-8", "does not tell upper and lower case apart", new Sound() {
                @Override
                String keyOf(String materialName) {
                    return materialName.toLowerCase(Locale.ROOT);
                }
            }),
            broken("PST-9", "takes every name", new Sound() {
                @Override
                void requireName(String materialName) {}
            }),
            broken("PST-10", "creates negative versions", new Sound() {
                @Override
                void requireVersion(long version) {}
            }),
            broken("PST-11", "gives the losers of a race keys of their own", new Sound() {
                @Override
                public synchronized MaterialsProvider getOrCreate(String materialName, long version) {
                    return Thread.currentThread().getName().startsWith("pool-")
                            ? newVersion(materialName, version)
                            : super.getOrCreate(materialName, version);
                }
            }));

    private BrokenProviderStores() {}

    private static Broken<ProviderStore> broken(String rule, String defect, ProviderStore store) {
        return new Broken<>(rule, defect, store);
    }

    private static byte[] random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static MaterialDescription named(String materialName, long version) {
        return MaterialDescription.of(Map.of(MaterialDescription.MATERIALS_VERSION, materialName + "#" + version));
    }

    private static MaterialsProvider provider(MaterialDescription description) {
        return provider(description, MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, random()));
    }

    private static MaterialsProvider provider(MaterialDescription description, MacKey mac) {
        AesWrappingKey key = AesWrappingKey.ofBytes(random());
        return WrappedMaterialsProvider.builder()
                .wrappingKey(key)
                .unwrappingKey(key)
                .macKey(mac)
                .description(description)
                .build();
    }

    /** A sound store in memory, to be broken. */
    static class Sound implements ProviderStore {

        final Map<String, TreeMap<Long, MaterialsProvider>> versions = new ConcurrentHashMap<>();

        @Override
        public synchronized OptionalLong newestVersion(String materialName) {
            TreeMap<Long, MaterialsProvider> known = known(materialName);
            return known.isEmpty() ? OptionalLong.empty() : OptionalLong.of(known.lastKey());
        }

        @Override
        public synchronized Optional<MaterialsProvider> provider(String materialName, long version) {
            return Optional.ofNullable(known(materialName).get(version));
        }

        @Override
        public synchronized MaterialsProvider getOrCreate(String materialName, long version) {
            requireVersion(version);
            return known(materialName).computeIfAbsent(version, number -> newVersion(materialName, number));
        }

        @Override
        public synchronized long createNext(String materialName) {
            requireName(materialName);
            long next = next(materialName);
            getOrCreate(materialName, next);
            return next;
        }

        private TreeMap<Long, MaterialsProvider> known(String materialName) {
            requireName(materialName);
            return versions.computeIfAbsent(keyOf(materialName), name -> new TreeMap<>());
        }

        long next(String materialName) {
            return newestVersion(materialName).orElse(-1) + 1;
        }

        String keyOf(String materialName) {
            return materialName;
        }

        MaterialsProvider newVersion(String materialName, long version) {
            return BrokenProviderStores.provider(named(materialName, version));
        }

        void requireName(String materialName) {
            if (materialName.isEmpty() || materialName.contains("#")) {
                throw new ConfigurationException(Reason.INVALID_SETTING, "A material name is not allowed");
            }
        }

        void requireVersion(long version) {
            if (version < 0) {
                throw new IllegalArgumentException("a version is 0 or more");
            }
        }
    }
}

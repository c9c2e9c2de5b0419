package dev.itemseal.conformance;

import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.ProviderStore;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.UnwrappingKey;
import dev.itemseal.api.materials.VerificationKey;
import dev.itemseal.api.materials.WrappingKey;
import dev.itemseal.conformance.ContractRun.DefectResolver;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Broken implementations under the kits, which {@link MaterialsKitTest} runs. */
final class MaterialsCandidates {

    private MaterialsCandidates() {}

    private static <T> T of(List<Broken<T>> all, String defect) {
        return all.stream()
                .filter(broken -> broken.defect().equals(defect))
                .findFirst()
                .orElseThrow()
                .implementation();
    }

    @ExtendWith(DefectResolver.class)
    static final class Provider extends MaterialsProviderContract {
        private final MaterialsProvider broken;

        Provider(String defect) {
            broken = of(BrokenProviders.ALL, defect);
        }

        @Override
        protected MaterialsProvider provider() {
            return broken;
        }
    }

    @ExtendWith(DefectResolver.class)
    static final class Content extends ContentKeyContract {
        private final ContentKey broken;

        Content(String defect) {
            broken = of(BrokenKeys.CONTENT_KEYS, defect);
        }

        @Override
        protected ContentKey contentKey() {
            return broken;
        }
    }

    @ExtendWith(DefectResolver.class)
    static final class Signing extends SigningKeyContract {
        private final BrokenKeys.SoundMac broken;

        Signing(String defect) {
            broken = of(BrokenKeys.SIGNING_KEYS, defect);
        }

        @Override
        protected SigningKey signingKey() {
            return broken;
        }

        @Override
        protected VerificationKey verificationKey() {
            return broken;
        }
    }

    @ExtendWith(DefectResolver.class)
    static final class Wrapping extends WrappingKeyContract {
        private final BrokenKeys.SoundWrapping broken;

        Wrapping(String defect) {
            broken = of(BrokenKeys.WRAPPING_KEYS, defect);
        }

        @Override
        protected WrappingKey wrappingKey() {
            return broken;
        }

        @Override
        protected UnwrappingKey unwrappingKey() {
            return broken;
        }
    }

    @ExtendWith(DefectResolver.class)
    static final class Store extends ProviderStoreContract {
        private final ProviderStore broken;

        Store(String defect) {
            broken = of(BrokenProviderStores.ALL, defect);
        }

        @Override
        protected ProviderStore store() {
            return broken;
        }
    }
}

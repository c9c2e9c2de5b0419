package dev.itemseal.vectors;

import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.VerificationKey;
import java.util.Arrays;
import java.util.Optional;

/** The step of reading at which an item is refused (rule RD-1). */
enum RefusalStage {
    RESERVED_ATTRIBUTES("reserved-attributes"),
    DESCRIPTION("description"),
    VERIFICATION_KEY("verification-key"),
    SIGNATURE("signature"),
    CONTENT_KEY("content-key"),
    VALUES("values");

    private final String label;

    RefusalStage(String label) {
        this.label = label;
    }

    /** {@return the name of it in files} */
    String label() {
        return label;
    }

    static Optional<RefusalStage> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(stage -> stage.label.equals(label))
                .findFirst();
    }

    /** Whether an item that was refused at this stage can have had this much of its keys. */
    boolean fits(Reached reached) {
        return switch (this) {
            case RESERVED_ATTRIBUTES, DESCRIPTION -> reached == Reached.NOTHING;
            case VERIFICATION_KEY -> reached == Reached.MATERIALS_ASKED || reached == Reached.MATERIALS_GIVEN;
            case SIGNATURE -> reached == Reached.MATERIALS_GIVEN;
            case CONTENT_KEY -> reached == Reached.MATERIALS_GIVEN || reached == Reached.CONTENT_KEY_ASKED;
            case VALUES -> reached == Reached.CONTENT_KEY_GIVEN;
        };
    }

    /** How far reading came, as far as its provider sees it. */
    enum Reached {
        NOTHING("before any key was asked for"),
        MATERIALS_ASKED("when the verification key was asked for"),
        MATERIALS_GIVEN("with the verification key at hand, before the content key was asked for"),
        CONTENT_KEY_ASKED("when the content key was asked for"),
        CONTENT_KEY_GIVEN("with the content key at hand");

        private final String description;

        Reached(String description) {
            this.description = description;
        }

        /** {@return when that was, as the end of a sentence} */
        String description() {
            return description;
        }
    }

    /** Notes what of another provider's keys is asked for and given, for one item. For one thread. */
    static final class Watch implements MaterialsProvider {

        private final MaterialsProvider provider;
        private Reached reached = Reached.NOTHING;

        Watch(MaterialsProvider provider) {
            this.provider = provider;
        }

        Reached reached() {
            return reached;
        }

        @Override
        public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
            return provider.encryptionMaterials(context);
        }

        @Override
        public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
            reached = Reached.MATERIALS_ASKED;
            DecryptionMaterials materials = provider.decryptionMaterials(context);
            reached = Reached.MATERIALS_GIVEN;
            return new DecryptionMaterials() {
                @Override
                public VerificationKey verificationKey() {
                    return materials.verificationKey();
                }

                @Override
                public ContentKey contentKey() {
                    reached = Reached.CONTENT_KEY_ASKED;
                    ContentKey key = materials.contentKey();
                    reached = Reached.CONTENT_KEY_GIVEN;
                    return key;
                }

                @Override
                public boolean ephemeral() {
                    return materials.ephemeral();
                }

                @Override
                public void destroy() {
                    materials.destroy();
                }
            };
        }
    }
}

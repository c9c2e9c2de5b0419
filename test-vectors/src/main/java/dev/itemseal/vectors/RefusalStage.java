package dev.itemseal.vectors;

import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.VerificationKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The step of reading at which an item is refused (rule RD-1). */
enum RefusalStage {
    RESERVED_ATTRIBUTES("reserved-attributes", EnumSet.of(Reached.NOTHING)),
    DESCRIPTION("description", EnumSet.of(Reached.NOTHING)),
    VERIFICATION_KEY("verification-key", EnumSet.of(Reached.MATERIALS_ASKED, Reached.MATERIALS_GIVEN)),
    SIGNATURE("signature", EnumSet.of(Reached.MATERIALS_GIVEN)),
    CONTENT_KEY("content-key", EnumSet.of(Reached.MATERIALS_GIVEN, Reached.CONTENT_KEY_ASKED)),
    VALUES("values", EnumSet.of(Reached.CONTENT_KEY_GIVEN));

    private final String label;
    private final Set<Reached> fitting;

    RefusalStage(String label, Set<Reached> fitting) {
        this.label = label;
        this.fitting = fitting;
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
        return fitting.contains(reached);
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
            };
        }
    }
}

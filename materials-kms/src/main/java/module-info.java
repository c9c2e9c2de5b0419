import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.materials.kms.KmsMaterialsProviderFactory;
import dev.itemseal.materials.kms.KmsWrappingKeyFactory;

/** A data key from AWS KMS for every item, and KMS keys as wrapping keys. */
@SuppressWarnings("requires-transitive-automatic")
module dev.itemseal.materials.kms {
    requires com.github.benmanes.caffeine;
    requires transitive dev.itemseal.api;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires transitive software.amazon.awssdk.regions;
    requires transitive software.amazon.awssdk.services.kms;
    requires org.slf4j; // the SDK's modules are automatic, so that they can't say it themselves
    requires static org.jspecify;

    exports dev.itemseal.materials.kms;

    provides MaterialsProviderFactory with
            KmsMaterialsProviderFactory;
    provides WrappingKeyFactory with
            KmsWrappingKeyFactory;
}

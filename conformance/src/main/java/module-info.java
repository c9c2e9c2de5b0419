/**
 * The contracts of the ports, as tests that whoever implements a port extends:
 * {@link dev.itemseal.conformance.ItemStoreContract} and {@link dev.itemseal.conformance.TableMetadataSourceContract},
 * {@link dev.itemseal.conformance.MaterialsProviderContract} and
 * {@link dev.itemseal.conformance.ProviderStoreContract}, and for keys
 * {@link dev.itemseal.conformance.ContentKeyContract}, {@link dev.itemseal.conformance.SigningKeyContract} and
 * {@link dev.itemseal.conformance.WrappingKeyContract}.
 */
module dev.itemseal.conformance {
    requires transitive dev.itemseal.api;
    requires transitive org.junit.jupiter.api;

    exports dev.itemseal.conformance;

    opens dev.itemseal.conformance to
            org.junit.platform.commons;
}

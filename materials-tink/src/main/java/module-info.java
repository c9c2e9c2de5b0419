import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.materials.tink.TinkWrappingKeyFactory;

/** Tink keysets as wrapping keys. Tink has no module descriptor, but its {@code Aead} is part of this module's API. */
@SuppressWarnings("requires-transitive-automatic")
module dev.itemseal.materials.tink {
    requires transitive com.google.crypto.tink;
    requires transitive dev.itemseal.api;

    exports dev.itemseal.materials.tink;

    provides WrappingKeyFactory with
            TinkWrappingKeyFactory;
}

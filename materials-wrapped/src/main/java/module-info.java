import dev.itemseal.api.plugin.KeyMaker;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.WrappingKeyFactory;
import dev.itemseal.materials.wrapped.AesWrappingKeyFactory;
import dev.itemseal.materials.wrapped.JcaKeyMaker;
import dev.itemseal.materials.wrapped.KeyStoreMaterialsProviderFactory;
import dev.itemseal.materials.wrapped.MultiMaterialsProviderFactory;
import dev.itemseal.materials.wrapped.RsaWrappingKeyFactory;
import dev.itemseal.materials.wrapped.StaticMaterialsProviderFactory;
import dev.itemseal.materials.wrapped.WrappedMaterialsProviderFactory;

/**
 * Materials providers for keys that the caller holds: static, wrapped, and from a JCA keystore; and one that
 * reads with several.
 *
 * <p>PEM and PKCS #1 need the optional Bouncy Castle, {@code org.bouncycastle:bcprov-jdk18on}.
 */
module dev.itemseal.materials.wrapped {
    requires transitive dev.itemseal.api;
    requires static org.bouncycastle.provider;
    requires static org.jspecify;

    exports dev.itemseal.materials.wrapped;

    provides MaterialsProviderFactory with
            StaticMaterialsProviderFactory,
            WrappedMaterialsProviderFactory,
            KeyStoreMaterialsProviderFactory,
            MultiMaterialsProviderFactory;
    provides WrappingKeyFactory with
            AesWrappingKeyFactory,
            RsaWrappingKeyFactory;
    provides KeyMaker with
            JcaKeyMaker;
}

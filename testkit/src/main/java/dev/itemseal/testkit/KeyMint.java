package dev.itemseal.testkit;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/** Makes keys and their ids. */
record KeyMint(SecureRandom random, InstantSource clock) {

    LocalKey symmetricKey(Caller caller, String description, boolean multiRegion) {
        LocalKey key = LocalKey.symmetric(newArn(caller, multiRegion), newMaterial(), description, clock.instant());
        return multiRegion ? key.withPrimaryRegion(caller.region()) : key;
    }

    Arn newArn(Caller caller, boolean multiRegion) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String hex = HexFormat.of().formatHex(bytes);
        String id = multiRegion
                ? "mrk-" + hex
                : String.join(
                        "-",
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(12, 16),
                        hex.substring(16, 20),
                        hex.substring(20));
        return caller.arnOf(Arn.KEY + id);
    }

    private static KeysetHandle newMaterial() {
        try {
            return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink makes keys of the kinds that it names", e);
        }
    }
}

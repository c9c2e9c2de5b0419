package dev.itemseal.embedding;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.item.BinaryValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A program that embeds Itemseal, as small as can be: {@code round-trip} encrypts an item and decrypts it again,
 * {@code pem} does so signing with a key in PEM, which is its second argument. It runs in a JVM of its own, where nothing
 * but this class and our modules is on the path.
 */
public final class Embedding {

    private static final TableInfo TABLE = TableInfo.of("Drinks", TableIndex.of("id"));

    private Embedding() {}

    /**
     * Runs the program.
     *
     * @param arguments what to do
     */
    public static void main(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        values.put("provider", "wrapped");
        values.put("provider.wrapping-key", "aes");
        values.put("provider.wrapping-key.material", Base64.getEncoder().encodeToString(new byte[32]));
        if (arguments[0].equals("pem")) {
            values.put("provider.signing-key.material", arguments[1]);
            values.put("provider.signing-key.algorithm", "SHA256withECDSA");
            values.put("provider.verification-key.material", arguments[2]);
            values.put("provider.verification-key.algorithm", "SHA256withECDSA");
        } else {
            values.put("provider.signing-key.material", Base64.getEncoder().encodeToString(new byte[32]));
        }
        Settings settings = Settings.of(values, Path.of("")).section("provider");
        MaterialsProvider provider;
        try {
            provider = Plugins.load().materialsProvider(settings);
        } catch (ConfigurationException e) {
            System.out.println(e.reason() + ": " + e.getMessage());
            return;
        }
        System.out.println(roundTrip(provider) + ", engine in " + moduleOf(StandardItemEncryptor.class)
                + ", provider in " + moduleOf(provider.getClass()));
    }

    private static String roundTrip(MaterialsProvider provider) {
        CryptoConfig config = CryptoConfig.of(provider, TABLE, AttributeActions.encryptAndSignAll());
        StandardItemEncryptor encryptor = StandardItemEncryptor.create();
        Item item = Item.fromJava(Map.of("id", 7, "drink", "tea"));

        Item stored = encryptor.encrypt(item, config);

        boolean encrypted = stored.attribute("drink").orElseThrow() instanceof BinaryValue;
        boolean back = encryptor.decrypt(stored, config).equals(item);
        return encrypted && back ? "encrypted and back" : "encrypted " + encrypted + ", back " + back;
    }

    private static String moduleOf(Class<?> type) {
        return type.getModule().isNamed() ? type.getModule().getName() : "the unnamed module";
    }
}

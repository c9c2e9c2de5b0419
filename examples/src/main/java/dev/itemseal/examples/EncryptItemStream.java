package dev.itemseal.examples;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.AesContentKey;
import dev.itemseal.api.materials.MacKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import dev.itemseal.engine.StandardItemEncryptor;
import dev.itemseal.materials.wrapped.StaticMaterialsProvider;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Encrypts and decrypts a stream of items, with keys that live as long as this program, and no AWS at all. However many items
 * there are, no more than one is in memory.
 */
public final class EncryptItemStream {

    private final ItemEncryptor encryptor = StandardItemEncryptor.create();
    private final CryptoConfig config;

    /** Makes keys that nobody else has and that are gone with this object. */
    public EncryptItemStream() {
        StaticMaterialsProvider provider = StaticMaterialsProvider.builder()
                .contentKey(AesContentKey.ofBytes(ExampleKeys.random(32)))
                .macKey(MacKey.ofBytes(SigningAlgorithm.HMAC_SHA256, ExampleKeys.random(32)))
                .build();
        config = CryptoConfig.of(
                provider, TableInfo.of("Measurements", TableIndex.of("id")), AttributeActions.encryptAndSignAll());
    }

    /**
     * Encrypts items one by one, as they are asked for.
     *
     * @param items the items
     * @return what may be stored or sent
     */
    public Stream<Item> encrypted(Stream<Item> items) {
        return items.map(item -> encryptor.encrypt(item, config));
    }

    /**
     * Verifies and decrypts items one by one, as they are asked for.
     *
     * @param stored what {@link #encrypted} gave
     * @return the items
     */
    public Stream<Item> decrypted(Stream<Item> stored) {
        return stored.map(item -> encryptor.decrypt(item, config));
    }

    /**
     * Runs the example.
     *
     * @param args how many items, of some 2 KB each
     */
    public static void main(String[] args) {
        EncryptItemStream keys = new EncryptItemStream();
        Stream<Item> items = LongStream.range(0, Long.parseLong(args[0]))
                .mapToObj(number -> Item.fromJava(Map.of("id", number, "samples", ExampleKeys.random(2_000))));
        long bytes = keys.decrypted(keys.encrypted(items))
                .mapToLong(item -> ((byte[]) item.toJava().get("samples")).length)
                .sum();
        System.out.println("came back: " + bytes + " bytes");
    }
}

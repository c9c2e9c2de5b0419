package dev.itemseal.benchmarks;

import com.amazonaws.services.dynamodbv2.datamodeling.encryption.DynamoDBEncryptor;
import com.amazonaws.services.dynamodbv2.datamodeling.encryption.EncryptionContext;
import com.amazonaws.services.dynamodbv2.datamodeling.encryption.EncryptionFlags;
import com.amazonaws.services.dynamodbv2.datamodeling.encryption.providers.CachingMostRecentProvider;
import com.amazonaws.services.dynamodbv2.datamodeling.encryption.providers.DirectKmsMaterialProvider;
import com.amazonaws.services.dynamodbv2.datamodeling.encryption.providers.EncryptionMaterialsProvider;
import com.amazonaws.services.dynamodbv2.datamodeling.encryption.providers.SymmetricStaticProvider;
import com.amazonaws.services.dynamodbv2.datamodeling.encryption.providers.WrappedMaterialsProvider;
import com.amazonaws.services.dynamodbv2.datamodeling.encryption.providers.store.ProviderStore;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The DynamoDB Encryption Client for Java 2.0.3. */
final class LegacyClient implements Subject {

    private final DynamoDBEncryptor encryptor;
    private final EncryptionContext context = new EncryptionContext.Builder()
            .withTableName(ItemShape.TABLE.name())
            .withHashKeyName(ItemShape.PARTITION_KEY)
            .withRangeKeyName(ItemShape.SORT_KEY)
            .build();

    LegacyClient(KeyScheme keys) {
        encryptor = DynamoDBEncryptor.getInstance(
                switch (keys) {
                    case STATIC -> new SymmetricStaticProvider(Keys.content(), Keys.mac());
                    case STATIC_RSA -> new SymmetricStaticProvider(Keys.content(), Keys.rsa());
                    case WRAPPED -> wrapped(Map.of());
                    case MOST_RECENT ->
                        new CachingMostRecentProvider(
                                new OneVersion(),
                                Keys.MATERIAL_NAME,
                                Duration.ofHours(1).toMillis());
                    // It has no cache, whoever reads what it has written.
                    case DIRECT_KMS, DIRECT_KMS_CACHED ->
                        new DirectKmsMaterialProvider(KmsServer.clientOfFirstSdk(), KmsServer.keyArn());
                });
    }

    private static WrappedMaterialsProvider wrapped(Map<String, String> description) {
        return new WrappedMaterialsProvider(Keys.wrapping(), Keys.wrapping(), Keys.mac(), description);
    }

    /** A store whose one version is in memory: what is measured is what comes before it. */
    private static final class OneVersion extends ProviderStore {

        private final EncryptionMaterialsProvider provider =
                wrapped(Map.of(MaterialDescription.MATERIALS_VERSION, Keys.MATERIAL_NAME + "#0"));

        @Override
        public EncryptionMaterialsProvider getProvider(String materialName, long version) {
            return provider;
        }

        @Override
        public long getMaxVersion(String materialName) {
            return 0;
        }

        @Override
        public long getVersionFromMaterialDescription(Map<String, String> description) {
            String version = description.get(MaterialDescription.MATERIALS_VERSION);
            return Long.parseLong(version.substring(version.indexOf('#') + 1));
        }
    }

    Map<String, AttributeValue> encrypt(Map<String, AttributeValue> item, Map<String, Set<EncryptionFlags>> flags)
            throws GeneralSecurityException {
        return encryptor.encryptRecord(item, flags, context);
    }

    Map<String, AttributeValue> decrypt(Map<String, AttributeValue> item, Map<String, Set<EncryptionFlags>> flags)
            throws GeneralSecurityException {
        return encryptor.decryptRecord(item, flags, context);
    }

    /** The client's form of the usual actions: everything is encrypted and signed, keys are signed. */
    static Map<String, Set<EncryptionFlags>> flags(Item item) {
        Map<String, Set<EncryptionFlags>> flags = new HashMap<>();
        item.names()
                .forEach(name -> flags.put(
                        name,
                        name.equals(ItemShape.PARTITION_KEY) || name.equals(ItemShape.SORT_KEY)
                                ? EnumSet.of(EncryptionFlags.SIGN)
                                : EnumSet.allOf(EncryptionFlags.class)));
        return flags;
    }

    @Override
    public Workload workload(List<Item> items) throws GeneralSecurityException {
        List<Map<String, Set<EncryptionFlags>>> flags =
                items.stream().map(LegacyClient::flags).toList();
        List<Map<String, AttributeValue>> plaintext =
                items.stream().map(LegacyValues::of).toList();
        List<Map<String, AttributeValue>> encrypted = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            encrypted.add(encrypt(plaintext.get(i), flags.get(i)));
            LegacyValues.rewind(plaintext.get(i));
        }
        return new Workload() {
            @Override
            public Object encrypt(int index) throws GeneralSecurityException {
                Object result = LegacyClient.this.encrypt(plaintext.get(index), flags.get(index));
                LegacyValues.rewind(plaintext.get(index));
                return result;
            }

            @Override
            public Object decrypt(int index) throws GeneralSecurityException {
                Object result = LegacyClient.this.decrypt(encrypted.get(index), flags.get(index));
                LegacyValues.rewind(encrypted.get(index));
                return result;
            }
        };
    }
}

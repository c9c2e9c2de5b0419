package dev.itemseal.engine;

import static dev.itemseal.engine.Fixtures.AES;
import static dev.itemseal.engine.Fixtures.CONFIG;
import static dev.itemseal.engine.Fixtures.HMAC;
import static dev.itemseal.engine.Fixtures.ITEM;
import static dev.itemseal.engine.Fixtures.TABLE;
import static dev.itemseal.engine.Fixtures.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.DecryptedItem;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.ContentKey;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.PrivateSigningKey;
import dev.itemseal.api.materials.PublicVerificationKey;
import dev.itemseal.api.materials.SigningAlgorithm;
import dev.itemseal.api.materials.SigningKey;
import dev.itemseal.api.materials.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One encryptor for several providers: it remembers descriptions, and must not take one for another. */
class SeveralProvidersTest {

    private static final Map<String, String> MODE = Map.of("amzn-ddb-map-sym-mode", "/CBC/PKCS5Padding");

    private final StandardItemEncryptor encryptor = StandardItemEncryptor.create();

    /** A provider, and the description that its items have. */
    private record Described(CryptoConfig config, Map<String, String> entries) {}

    private static Described described(
            ContentKey content,
            SigningKey signing,
            VerificationKey verification,
            Map<String, String> own,
            Map<String, String> entries) {
        AttributeActions actions =
                AttributeActions.withDefault(content == null ? CryptoAction.SIGN_ONLY : CryptoAction.ENCRYPT_AND_SIGN);
        return new Described(
                CryptoConfig.of(provider(content, signing, verification, MaterialDescription.of(own)), TABLE, actions),
                entries);
    }

    @Test
    @DisplayName("DSC-6 to DSC-9: each item has the description of its own provider, written and read in any order")
    void eachItsOwn() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        Map<String, String> blue = Map.of("tenant", "blue");
        List<Described> all = List.of(
                described(AES, HMAC, HMAC, Map.of(), MODE),
                described(null, HMAC, HMAC, Map.of(), Map.of()),
                described(null, HMAC, HMAC, blue, blue),
                described(
                        null,
                        PrivateSigningKey.of(SigningAlgorithm.SHA256_WITH_ECDSA, pair.getPrivate()),
                        PublicVerificationKey.of(pair.getPublic(), SigningAlgorithm.SHA256_WITH_ECDSA),
                        Map.of(),
                        Map.of("amzn-ddb-map-signingAlg", "SHA256withECDSA")));
        for (Described first : all) {
            for (Described second : all) {
                Item one = encryptor.encrypt(ITEM, first.config());
                Item other = encryptor.encrypt(ITEM, second.config());
                for (int again = 0; again < 2; again++) {
                    assertRead(one, first);
                    assertRead(other, second);
                }
            }
        }
    }

    @Test
    @DisplayName("The encryptor that plugins get is one as most tables need it")
    void byFactory() {
        ItemEncryptor made = new StandardItemEncryptorFactory().create();

        assertThat(encryptor.decrypt(made.encrypt(ITEM, CONFIG), CONFIG)).isEqualTo(ITEM);
        assertThat(made.decrypt(encryptor.encrypt(ITEM, CONFIG), CONFIG)).isEqualTo(ITEM);
    }

    private void assertRead(Item stored, Described written) {
        DecryptedItem read = encryptor.decryptWithDetails(stored, written.config());
        assertThat(read.item()).isEqualTo(ITEM);
        assertThat(read.materialDescription().entries()).isEqualTo(written.entries());
    }
}

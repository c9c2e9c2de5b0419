package com.example.transit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.MaterialsException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.TableIndex;
import dev.itemseal.api.store.TableInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the kit can't see: a broken configuration, and a service that refuses or is not there. */
class TransitFailuresTest {

    private static final EncryptionContext ORDERS = EncryptionContext.of(TableInfo.of("Orders", TableIndex.of("id")));

    private static MaterialsProvider provider(Map<String, String> settings, String token) {
        Map<String, String> values = new HashMap<>(Map.of("provider", "transit"));
        settings.forEach((name, value) -> values.put("provider." + name, value));
        return Plugins.load()
                .materialsProvider(
                        Settings.of(values, Path.of(""), Map.of("TOKEN", token)::get).section("provider"));
    }

    private static MaterialsProvider provider(TransitServer server, String token) {
        return provider(
                Map.of("address", server.address().toString(), "key", "orders", "token.env", "TOKEN"), token);
    }

    @Test
    void allMistakesOfAConfigurationAreToldAtOnce() {
        ConfigurationException refusal = assertThrows(
                ConfigurationException.class,
                () -> provider(Map.of("adress", "x", "address", "vault", "timeout", "5s", "token", "open-sesame"), "unused"));

        assertEquals(5, refusal.mistakes().size(), refusal.getMessage());
        for (String name : new String[] {"adress", "address", "key", "timeout", "token"}) {
            assertTrue(refusal.getMessage().contains("'provider." + name + "'"), refusal.getMessage());
        }
        assertFalse(refusal.getMessage().contains("open-sesame"), refusal.getMessage());
    }

    @Test
    void aServiceThatIsNotThereMayBeTriedAgain() throws IOException {
        TransitServer server = TransitServer.start(0);
        MaterialsProvider provider = provider(server, TransitServer.TOKEN);
        server.close();

        MaterialsException failure =
                assertThrows(MaterialsException.class, () -> provider.encryptionMaterials(ORDERS));

        assertEquals(Reason.KEY_UNAVAILABLE, failure.reason());
        assertTrue(failure.retryable());
    }

    @Test
    void aWrongTokenIsTriedInVain() throws IOException {
        try (TransitServer server = TransitServer.start(0)) {
            MaterialsProvider provider = provider(server, "wrong");

            MaterialsException failure =
                    assertThrows(MaterialsException.class, () -> provider.encryptionMaterials(ORDERS));

            assertEquals(Reason.KEY_UNAVAILABLE, failure.reason());
            assertFalse(failure.retryable());
        }
    }

    @Test
    void anItemOfAnotherTableIsRefused() throws IOException {
        try (TransitServer server = TransitServer.start(0)) {
            MaterialsProvider provider = provider(server, TransitServer.TOKEN);
            MaterialDescription description = provider.encryptionMaterials(ORDERS).materialDescription();
            EncryptionContext moved = ORDERS.withTableName("Customers").withItem(Item.empty(), description);

            MaterialsException failure =
                    assertThrows(MaterialsException.class, () -> provider.decryptionMaterials(moved));

            assertEquals(Reason.KEY_NOT_UNWRAPPED, failure.reason());
        }
    }
}

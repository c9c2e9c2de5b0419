package com.example.transit;

import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.conformance.MaterialsProviderContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The rules that every provider must fulfil, for ours as a configuration makes it. */
class TransitProviderTest extends MaterialsProviderContract {

    private TransitServer server;
    private MaterialsProvider provider;

    @BeforeEach
    void start() throws IOException {
        server = TransitServer.start(0);
        Map<String, String> values = Map.of(
                "provider", "transit",
                "provider.address", server.address().toString(),
                "provider.key", "orders",
                "provider.token.env", "TOKEN");
        Settings settings = Settings.of(values, Path.of(""), Map.of("TOKEN", TransitServer.TOKEN)::get);
        provider = Plugins.load().materialsProvider(settings.section("provider"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected MaterialsProvider provider() {
        return provider;
    }
}

package com.example.transit;

import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.materials.SecretBytes;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Makes a {@link TransitProvider} from settings, under the id {@code transit}. */
public final class TransitProviderFactory implements MaterialsProviderFactory {

    @Override
    public String id() {
        return "transit";
    }

    @Override
    public MaterialsProvider create(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of("address", "key", "token", "timeout"));
        settings.required("address");
        Optional<URI> address = settings.optional("address").flatMap(text -> address(settings, text));
        String key = settings.required("key");
        if (!key.isEmpty() && !key.matches("[A-Za-z0-9_.-]+")) {
            settings.refuse("key", "must consist of letters, digits, '_', '.' and '-'");
        }
        Optional<SecretBytes> token = settings.secret("token");
        if (settings.section("token").isEmpty()) {
            settings.refuse("token", "is missing; set token.file or token.env");
        }
        Duration timeout = settings.duration("timeout", Duration.ofMillis(1), Duration.ofMinutes(1))
                .orElse(Duration.ofSeconds(5));
        settings.check(); // throws all mistakes at once; below, everything is there
        return new TransitProvider(new TransitClient(address.orElseThrow(), key, token.orElseThrow(), timeout));
    }

    private static Optional<URI> address(Settings settings, String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())) {
                return Optional.of(address);
            }
        } catch (IllegalArgumentException e) {
            // told below, without the value
        }
        settings.refuse("address", "must be an address such as https://vault.example.com:8200");
        return Optional.empty();
    }
}

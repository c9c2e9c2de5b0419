package dev.itemseal.materials.kms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a data key is kept under")
class CacheKeyTest {

    private static final KmsClients.Endpoint ENDPOINT =
            KmsClients.of(new StubKms().client()).of(Optional.empty());
    private static final KmsKeys KEYS = KmsKeys.of(StubKms.KEY_ID);
    private static final Map<String, String> CONTEXT = Map.of("table", "Orders", "id", "1");

    private static CacheKey key(String keyId, String blob, Map<String, String> context) {
        return CacheKey.of(ENDPOINT, KEYS, keyId, blob.getBytes(StandardCharsets.US_ASCII), context);
    }

    @Test
    @DisplayName("The same call has the same key, in whatever order its context comes")
    void same() {
        Map<String, String> backwards = new LinkedHashMap<>();
        List.of("table", "id").forEach(name -> backwards.put(name, CONTEXT.get(name)));
        Map<String, String> forwards = new LinkedHashMap<>();
        List.of("id", "table").forEach(name -> forwards.put(name, CONTEXT.get(name)));
        assertThat(key("a", "blob", backwards))
                .isEqualTo(key("a", "blob", forwards))
                .hasSameHashCodeAs(key("a", "blob", forwards));
    }

    @Test
    @DisplayName(
            "Another key, wrapped key, context, client or set of accepted keys is another one, also where bytes only moved")
    void others() {
        CacheKey one = key("ab", "blob", CONTEXT);
        byte[] blob = "blob".getBytes(StandardCharsets.US_ASCII);
        KmsClients.Endpoint elsewhere = KmsClients.of(new StubKms().client()).of(Optional.empty());
        assertThat(List.of(
                        key("ac", "blob", CONTEXT),
                        key("ab", "blub", CONTEXT),
                        key("a", "bblob", CONTEXT),
                        key("abb", "lob", CONTEXT),
                        key("ab", "blob", Map.of()),
                        key("ab", "blob", Map.of("table", "Orders")),
                        key("ab", "blob", Map.of("table", "Orders", "id", "2")),
                        key("ab", "blob", Map.of("table", "Orders", "ie", "1")),
                        key("ab", "blob", Map.of("table", "Orders", "i", "d1")),
                        key("ab", "blob", Map.of("table", "Order", "sid", "1")),
                        CacheKey.of(elsewhere, KEYS, "ab", blob, CONTEXT),
                        CacheKey.of(ENDPOINT, KmsKeys.of(StubKms.KEY_ID), "ab", blob, CONTEXT)))
                .doesNotContain(one)
                .doesNotHaveDuplicates();
    }
}

package dev.itemseal.vectors;

import static dev.itemseal.vectors.ExampleItems.base64;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The configurations that all others begin with. */
final class CaseConfigurations {

    private CaseConfigurations() {}

    static void addTo(CaseBook book) {
        ObjectNode staticKeys = book.configuration("static", "")
                .put("table", "Example")
                .put("partition", "id")
                .put("default", "encrypt");
        staticKeys.putObject("override").put("hot", "nothing").put("seen", "sign");
        staticKeys
                .put("provider", "static")
                .putObject("settings")
                .put("content-key.material", base64(Forge.CONTENT_KEY))
                .put("signing-key.material", base64(Forge.MAC_KEY));
        book.settings("no-content-key", "static").remove("content-key.material");
        book.configuration("signing-only", "no-content-key")
                .put("default", "sign")
                .remove("override");
        ObjectNode verifying = book.settings("verifying-only", "static");
        verifying.set("verification-key.material", verifying.remove("signing-key.material"));
        book.configuration("wrapped", "static")
                .put("provider", "wrapped")
                .withObject("/settings")
                .put("wrapping-key", "aes")
                .put("wrapping-key.material", base64(Forge.WRAPPING_KEY))
                .remove("content-key.material");
    }
}

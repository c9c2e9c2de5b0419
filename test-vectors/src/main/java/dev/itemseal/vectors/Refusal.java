package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.error.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of a file of refusals: a stored item that must not be read.
 *
 * @param scenario whose reader it is, by name
 * @param keyNames what its keys are, where they aren't those of the scenario
 * @param tableName the name of the table that it is read from, where that isn't the scenario's
 * @param item the stored item
 * @param stage the step of reading at which it must be refused
 * @param reason why it must be refused
 */
record Refusal(
        String id,
        String scenario,
        Optional<Map<String, String>> keyNames,
        Optional<String> tableName,
        JsonNode item,
        RefusalStage stage,
        Reason reason) {

    static List<Refusal> allOf(JsonNode list) throws LayoutException {
        List<Refusal> refusals = new ArrayList<>();
        for (JsonNode node : list) {
            refusals.add(of(node));
        }
        return List.copyOf(refusals);
    }

    private static Refusal of(JsonNode node) throws LayoutException {
        String stage = Layout.text(node, "stage");
        String reason = Layout.text(node, "reason");
        return new Refusal(
                Layout.text(node, "id"),
                Layout.text(node, "scenario"),
                node.has("keys") ? Optional.of(Layout.texts(node, "keys")) : Optional.empty(),
                Layout.optionalText(node, "table_name"),
                Layout.object(node, "item"),
                RefusalStage.ofLabel(stage)
                        .orElseThrow(() -> new LayoutException("'" + stage + "' is no stage of a refusal")),
                Reason.ofCode(reason)
                        .orElseThrow(() -> new LayoutException("'" + reason + "' is no reason of a refusal")));
    }
}

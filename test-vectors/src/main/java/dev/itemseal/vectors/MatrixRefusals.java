package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.ReservedAttributes;
import dev.itemseal.api.item.Item;
import dev.itemseal.vectors.MatrixChange.Expected;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The items of the matrix that must be refused: each change is made to a case of each provider that it is for, and where a
 * bound description matters, to one with and to one without. Together the changes go through as many cases as they can.
 */
final class MatrixRefusals {

    private final MatrixKeys keys;
    private final Map<MatrixCase, Item> stored;
    private final ArrayNode refusals = JsonNodeFactory.instance.arrayNode();

    private MatrixRefusals(MatrixKeys keys, Map<MatrixCase, Item> stored) {
        this.keys = keys;
        this.stored = stored;
    }

    /**
     * Makes them.
     *
     * @param stored the cases and their stored items
     * @return what the file of refusals holds
     */
    static ArrayNode of(Map<MatrixCase, Item> stored, MatrixKeys keys, MatrixCiphertexts ciphertexts) {
        MatrixRefusals made = new MatrixRefusals(keys, stored);
        MatrixChanges.all(ciphertexts::encryptedAgain).forEach(made::add);
        return made.refusals;
    }

    private void add(MatrixChange change) {
        for (String provider : MatrixFactor.PROVIDER.levels()) {
            Predicate<MatrixCase> some = change.to().and(vector -> vector.has(MatrixFactor.PROVIDER, provider));
            if (change.bindingMatters()) {
                addOne(change, some.and(MatrixCase::bound));
                addOne(change, some.and(vector -> !vector.bound()));
            } else {
                addOne(change, some);
            }
        }
    }

    private void addOne(MatrixChange change, Predicate<MatrixCase> some) {
        List<MatrixCase> cases = stored.keySet().stream().filter(some).toList();
        if (!cases.isEmpty()) {
            // A prime far off the sizes: one change after the other meets another case.
            add(change, cases.get(refusals.size() * 31 % cases.size()));
        }
    }

    private void add(MatrixChange change, MatrixCase vector) {
        ObjectNode node = refusals.addObject()
                .put("id", String.format(Locale.ROOT, "refused-%03d", refusals.size()))
                .put("scenario", vector.id())
                .put("change", change.says());
        switch (change.reader()) {
            case TABLE -> node.put("table_name", vector.id() + "-other");
            case VERIFICATION_KEY -> node.set("keys", keys.namesWithOther(vector, "verify"));
            case CONTENT_KEY -> node.set("keys", keys.namesWithOther(vector, "decrypt"));
            case NOTHING -> {
                // The item is another one.
            }
        }
        Item original = Objects.requireNonNull(stored.get(vector));
        Item changed = change.item().apply(vector, original);
        node.set("item", DynamoDbJson.node(changed));
        Expected expected = change.expected().apply(vector);
        node.put("stage", expected.stage().label())
                .put("reason", expected.reason().code());
        if (expected.stage() == RefusalStage.SIGNATURE && isOnlyDescribedOtherwise(changed, original)) {
            node.put("binding", true);
        }
    }

    /** Then the signature holds, which doesn't cover the description, and it is the binding that does not. */
    private static boolean isOnlyDescribedOtherwise(Item changed, Item original) {
        String description = ReservedAttributes.DEFAULT.descriptionName();
        return !changed.equals(original) && changed.without(description).equals(original.without(description));
    }
}

package dev.itemseal.vectors;

import dev.itemseal.api.CryptoConfig;
import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.store.TableInfo;
import java.util.Optional;

/** Reads an item that must be refused, with the table and the actions of its scenario's only plaintext item. */
record RefusalCheck(Refusal refusal, PlaintextTable table, PlaintextItem plaintext) {

    /**
     * Makes the check.
     *
     * @throws LayoutException if the scenario's plaintext isn't one item
     */
    static RefusalCheck of(Refusal refusal, VectorDirectory directory, Scenario scenario) throws LayoutException {
        var tables = directory.plaintext(scenario);
        if (tables.size() != 1 || tables.get(0).items().size() != 1) {
            throw new LayoutException(
                    "the refusal '" + refusal.id() + "' needs a scenario whose 'table' has exactly one item");
        }
        PlaintextTable table = tables.get(0);
        return new RefusalCheck(refusal, table, table.item(table.items().get(0)));
    }

    /** What is wrong: the item was not refused, or elsewhere, or for another reason. */
    Optional<String> problem(ItemEncryptor encryptor, MaterialsProvider provider) {
        RefusalStage.Watch watch = new RefusalStage.Watch(provider);
        String expected =
                "'" + refusal.reason().code() + "' at stage '" + refusal.stage().label() + "'";
        try {
            encryptor.decrypt(
                    DynamoDbJson.item(refusal.item()), CryptoConfig.of(watch, tableInfo(), plaintext.actions()));
            return Optional.of("was read, where it should be refused with " + expected);
        } catch (ItemsealException e) {
            boolean same = e.reason() == refusal.reason() && refusal.stage().fits(watch.reached());
            return same
                    ? Optional.empty()
                    : Optional.of("was refused " + watch.reached().description() + ", where " + expected
                            + " is expected: " + e.reason() + ": " + e.getMessage());
        }
    }

    private TableInfo tableInfo() {
        return refusal.tableName()
                .map(name -> TableInfo.of(name, table.table().primaryIndex()))
                .orElse(table.table());
    }

    Finding finding(Optional<String> problem) {
        return new Finding(
                problem.isPresent() ? Outcome.FAILED : Outcome.PASSED,
                refusal.scenario(),
                Optional.of(tableInfo().name()),
                Optional.of(refusal.id()),
                1,
                problem.map("the changed item "::concat).orElse(""));
    }
}

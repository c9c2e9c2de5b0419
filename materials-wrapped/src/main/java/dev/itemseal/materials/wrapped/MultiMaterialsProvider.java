package dev.itemseal.materials.wrapped;

import dev.itemseal.api.error.ItemRefusedException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import dev.itemseal.api.materials.DecryptionMaterials;
import dev.itemseal.api.materials.EncryptionContext;
import dev.itemseal.api.materials.EncryptionMaterials;
import dev.itemseal.api.materials.MaterialsProvider;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Writes with one provider and reads with the first of several that recognises the item's description (rules MUL-1 to
 * MUL-5): to move from one provider to another while items of both are in the table. Immutable and safe for use by several
 * threads.
 *
 * <p>To move without downtime, first let every program read with both and write with the old one; then let them write with
 * the new one; when everything has been written again, take the old one away. <strong>As long as a provider is in the list,
 * whoever has its keys can write items that are read</strong>: an attacker chooses the description, and so the provider.
 * Each one verifies under its own keys alone.
 */
public final class MultiMaterialsProvider implements MaterialsProvider {

    private final MaterialsProvider writer;
    private final List<MaterialsProvider> readers;

    private MultiMaterialsProvider(MaterialsProvider writer, List<MaterialsProvider> readers) {
        this.writer = writer;
        this.readers = readers;
    }

    /**
     * Makes the provider.
     *
     * @param writer what items are written with; items are read with it only if it is one of the readers, too
     * @param readers what items are read with, in the order in which they are asked whether they recognise an item; one
     *     that does not override {@link MaterialsProvider#recognises} recognises all, so it comes last
     * @return the provider
     */
    public static MultiMaterialsProvider of(MaterialsProvider writer, List<MaterialsProvider> readers) {
        return new MultiMaterialsProvider(Objects.requireNonNull(writer, "writer"), List.copyOf(readers));
    }

    /**
     * Gives what the writer gives.
     *
     * @param context the item and where it belongs
     * @return the writer's materials
     * @throws ItemsealException as the writer does
     */
    @Override
    public EncryptionMaterials encryptionMaterials(EncryptionContext context) {
        return writer.encryptionMaterials(context);
    }

    /**
     * Gives what the first reader gives that recognises the item. If that one refuses the item, no other is asked.
     *
     * @param context the item and where it belongs, with the item's description
     * @return that reader's materials
     * @throws ItemRefusedException with {@code DESCRIPTION_MISMATCH} if no reader recognises the item
     * @throws ItemsealException as that reader does
     */
    @Override
    public DecryptionMaterials decryptionMaterials(EncryptionContext context) {
        return reader(context).decryptionMaterials(context);
    }

    @Override
    public CompletionStage<EncryptionMaterials> encryptionMaterialsAsync(EncryptionContext context, Executor executor) {
        return writer.encryptionMaterialsAsync(context, executor);
    }

    @Override
    public CompletionStage<DecryptionMaterials> decryptionMaterialsAsync(EncryptionContext context, Executor executor) {
        MaterialsProvider reader;
        try {
            reader = reader(context);
        } catch (ItemsealException e) {
            return CompletableFuture.failedFuture(e);
        }
        return reader.decryptionMaterialsAsync(context, executor);
    }

    /**
     * {@inheritDoc}
     *
     * <p>True if one of the readers does.
     */
    @Override
    public boolean recognises(EncryptionContext context) {
        return readers.stream().anyMatch(reader -> reader.recognises(context));
    }

    private MaterialsProvider reader(EncryptionContext context) {
        return readers.stream()
                .filter(reader -> reader.recognises(context))
                .findFirst()
                .orElseThrow(() -> new ItemRefusedException(
                        Reason.DESCRIPTION_MISMATCH,
                        "No provider recognises the material description of an item of the table '"
                                + context.tableName() + "'; it belongs to other keys, so add the provider for it, or"
                                + " treat the item as foreign"));
    }

    @Override
    public String toString() {
        return "MultiMaterialsProvider(writer " + writer + ", readers " + readers + ")";
    }
}

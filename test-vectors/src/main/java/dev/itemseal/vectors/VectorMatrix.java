package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.materials.MaterialDescription;
import dev.itemseal.api.plugin.Plugins;
import dev.itemseal.vectors.MatrixCiphertexts.MetaTable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole directory of vectors: a matrix of cases in which every two levels of two factors stand together that go
 * together (provider, kinds of keys, type of the value, action, dialect, kinds of the table's keys, and whether the
 * description is bound), and items that must be refused. The same seed gives the same bytes, whatever the JDK.
 *
 * <p>The keys in it follow from the seed or are published with this module: they protect nothing.
 */
public final class VectorMatrix {

    static final String PLAINTEXT = "file://plaintext.json";
    static final String KEYS = "file://keys.json";
    static final String REFUSALS = "file://refusals.json";
    static final String RECORDING = "file://recording.json";

    private final long seed;
    private final MatrixKeys keys;
    private final MatrixCiphertexts ciphertexts;
    private final Map<String, JsonNode> files = new LinkedHashMap<>();

    VectorMatrix(long seed, Plugins plugins) {
        this.seed = seed;
        keys = new MatrixKeys(seed);
        ciphertexts = new MatrixCiphertexts(seed, keys, plugins);
    }

    /**
     * Writes the directory.
     *
     * @param directory where: not there yet, or empty
     * @param seed any number
     * @param plugins where the store comes from in which the meta tables of the most-recent cases are made
     * @return the number of items, all of which were made, those that must be refused included
     * @throws FileAlreadyExistsException if there is something in the directory, or it is none
     * @throws IOException if a file can't be written; what was written until then is taken away
     */
    public static Tally generate(Path directory, long seed, Plugins plugins) throws IOException {
        Objects.requireNonNull(plugins, "plugins");
        requireEmpty(directory);
        List<MatrixCase> cases = MatrixCase.all();
        VectorMatrix matrix = new VectorMatrix(seed, plugins);
        matrix.fill(cases);
        matrix.write(directory);
        return new Tally(
                cases.size()
                        + Objects.requireNonNull(matrix.files.get(REFUSALS)).size(),
                0,
                0);
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw new FileAlreadyExistsException(directory.toString(), null, "is no directory");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.findAny().isPresent()) {
                throw new FileAlreadyExistsException(directory.toString(), null, "is not empty");
            }
        }
    }

    void fill(List<MatrixCase> cases) {
        ObjectNode scenarios = head();
        ObjectNode plaintext = JsonNodeFactory.instance.objectNode();
        plaintext.set("actions", MatrixCase.namedActions());
        ObjectNode tables = plaintext.putObject("items");
        Map<MatrixCase, Item> encrypted = new LinkedHashMap<>();
        for (MatrixCase vector : cases) {
            scenarios.withArray("scenarios").add(scenario(vector));
            tables.set(vector.id(), vector.plaintext(ciphertexts.item(vector)));
            Item stored = ciphertexts.encrypted(vector);
            ObjectNode ciphertext = JsonNodeFactory.instance.objectNode();
            ciphertext.putArray(vector.id()).add(DynamoDbJson.node(stored));
            files.put(ciphertextFile(vector.id()), ciphertext);
            encrypted.put(vector, stored);
        }
        for (MetaTable table : MetaTable.values()) {
            files.put(ciphertextFile(table.tableName()), ciphertexts.stored(table));
        }
        files.put("file://scenarios.json", scenarios);
        files.put(PLAINTEXT, plaintext);
        files.put(KEYS, keys.node());
        files.put(REFUSALS, MatrixRefusals.of(encrypted, keys, ciphertexts));
        files.put(RECORDING, ciphertexts.recording());
    }

    private static String ciphertextFile(String name) {
        return "file://ciphertext/" + name + ".json";
    }

    private ObjectNode head() {
        ObjectNode head = JsonNodeFactory.instance
                .objectNode()
                .put("generator", "itemseal")
                .put("seed", seed)
                .put("plaintext", PLAINTEXT)
                .put("keys", KEYS)
                .put("refusals", REFUSALS);
        ObjectNode factors = head.putObject("factors");
        for (MatrixFactor factor : MatrixFactor.values()) {
            factor.levels().forEach(factors.putArray(factor.label())::add);
        }
        MatrixExclusion.ALL.forEach(exclusion -> exclusion.writeTo(head.withArray("excluded")));
        return head;
    }

    private ObjectNode scenario(MatrixCase vector) {
        ObjectNode scenario = JsonNodeFactory.instance.objectNode().put("id", vector.id());
        ObjectNode factors = scenario.putObject("factors");
        vector.levels().forEach((factor, level) -> factors.put(factor.label(), level));
        String provider = vector.level(MatrixFactor.PROVIDER);
        scenario.put(
                "provider",
                switch (provider) {
                    case "kms" -> "awskms";
                    case "most-recent" -> "most_recent";
                    default -> provider;
                });
        scenario.set("keys", keys.names(vector));
        scenario.put("dialect", vector.level(MatrixFactor.DIALECT));
        if (vector.bound()) {
            scenario.put("description_binding", "written");
        }
        scenario.put("table", vector.id()).put("ciphertext", ciphertextFile(vector.id()));
        switch (provider) {
            case "wrapped" ->
                scenario.putObject("material_description")
                        .put(MaterialDescription.WRAPPING_ALGORITHM, wrapping(vector))
                        .put(MaterialDescription.CONTENT_KEY_ALGORITHM, vector.level(MatrixFactor.CONTENT_KEY));
            case "most-recent" -> putMetaStore(scenario, MetaTable.of(vector));
            case "kms" ->
                scenario.put("kms_recording", RECORDING)
                        .putObject("material_description")
                        .put(MaterialDescription.CONTENT_KEY_ALGORITHM, vector.level(MatrixFactor.CONTENT_KEY))
                        .put(ScenarioKms.SIGNING_ALGORITHM, vector.level(MatrixFactor.SIGNATURE));
            default -> {
                // The keys say it all.
            }
        }
        return scenario;
    }

    private static String wrapping(MatrixCase vector) {
        String key = vector.level(MatrixFactor.WRAPPING_KEY);
        return key.startsWith("AES/") ? "AESWrap" : key;
    }

    private static void putMetaStore(ObjectNode scenario, MetaTable table) {
        scenario.put("material_name", MatrixCiphertexts.MATERIAL_NAME)
                .put("material_version", MatrixCiphertexts.NEWEST_VERSION);
        ObjectNode metaStore = scenario.putObject("metastore")
                .put("table_name", table.tableName())
                .put("ciphertext", ciphertextFile(table.tableName()))
                .put("provider", table.provider());
        metaStore
                .putObject("keys")
                .put("decrypt", table == MetaTable.STATIC ? "content-256" : "wrapping-256")
                .put("verify", "HmacSHA256");
    }

    /** Writes all files; if it can't, it takes away those that it made, so that the next try finds the directory as it was. */
    void write(Path directory) throws IOException {
        Deque<Path> made = new ArrayDeque<>();
        try {
            for (Map.Entry<String, JsonNode> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey().substring(VectorFiles.SCHEME.length()));
                createDirectory(path.toAbsolutePath().getParent(), made);
                VectorFiles.create(path, file.getValue());
                made.push(path);
            }
        } catch (IOException | RuntimeException | Error e) {
            remove(made, e);
            throw e;
        }
    }

    private static void createDirectory(@Nullable Path directory, Deque<Path> made) throws IOException {
        if (directory != null && !Files.isDirectory(directory)) {
            createDirectory(directory.getParent(), made);
            Files.createDirectory(directory);
            made.push(directory);
        }
    }

    /** From the last to the first, so that directories are empty by then, but for what others have put there. */
    private static void remove(Deque<Path> made, Throwable because) {
        for (Path path : made) {
            try {
                Files.delete(path);
            } catch (IOException e) {
                because.addSuppressed(e);
            }
        }
    }
}

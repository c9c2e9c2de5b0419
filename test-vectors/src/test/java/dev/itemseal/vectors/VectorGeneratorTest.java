package dev.itemseal.vectors;

import static dev.itemseal.vectors.DirectoryOfOneItem.CIPHERTEXT;
import static dev.itemseal.vectors.DirectoryOfOneItem.PLAINTEXT;
import static dev.itemseal.vectors.DirectoryOfOneItem.SCENARIOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.itemseal.api.AttributeActions;
import dev.itemseal.api.CryptoAction;
import dev.itemseal.api.Dialect;
import dev.itemseal.api.item.Item;
import dev.itemseal.api.plugin.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The generator writes what is missing, and nothing else. */
class VectorGeneratorTest {

    private static final String REFUSED =
            "{\"action\": \"all\", \"attributes\": {\"id\": {\"N\": \"2\"}, \"seen\": {\"N\": \"1E200\"}}},";

    @TempDir
    private Path directory;

    private DirectoryOfOneItem files;
    private final List<Finding> findings = new ArrayList<>();

    @BeforeEach
    void prepare() {
        files = new DirectoryOfOneItem(directory);
    }

    private Tally generate() {
        return VectorGenerator.generate(directory, Plugins.load(), findings::add);
    }

    @Test
    void makesTheFoldersThatItNeeds() {
        files.replace(SCENARIOS, "file://stored.json", "file://a/b/c.json");

        assertThat(generate()).isEqualTo(new Tally(1, 0, 0));
        assertThat(directory.resolve("a/b/c.json")).isNotEmptyFile();
    }

    @Test
    void writesTheOthersWhereOneItemIsRefused() {
        files.replace(PLAINTEXT, "\"items\": [", "\"items\": [" + REFUSED);

        assertThat(generate()).isEqualTo(new Tally(1, 1, 0));
        assertThat(findings.get(0).describe()).startsWith("scenario one, table T, item id=2: invalid-number: ");
        assertThat(OwnVectors.read(directory.resolve(CIPHERTEXT)).get("T")).hasSize(1);
    }

    @Test
    void expectsToRefuseWhatTheScenarioLists() {
        files.replace(PLAINTEXT, "\"items\": [", "\"items\": [" + REFUSED);
        files.replace(
                SCENARIOS,
                "\"id\": \"one\"",
                "\"id\": \"one\", \"encrypt_errors\": [{\"table\": \"T\", \"key\": {\"id\": {\"N\": \"2\"}}}]");

        assertThat(generate()).isEqualTo(new Tally(1, 0, 1));
    }

    private void useMetaTable(String furtherSettings) {
        files.replace(
                SCENARIOS,
                "\"provider\": \"static\", \"keys\": {\"decrypt\": \"content\", \"verify\": \"mac\"}",
                "\"provider\": \"most_recent\", \"material_name\": \"m\"" + furtherSettings
                        + ", \"metastore\": {\"table_name\": \"M\", \"provider\": \"static\","
                        + " \"keys\": {\"decrypt\": \"content\", \"verify\": \"mac\"}, \"ciphertext\": \"file://meta.json\"}");
    }

    @Test
    void makesTheMetaTableThatThereIsNot() throws Exception {
        useMetaTable(", \"material_version\": 2");

        assertThat(generate()).isEqualTo(new Tally(1, 0, 0));
        assertThat(OwnVectors.read(directory.resolve("meta.json")).get("M"))
                .extracting(item -> item.get("V").get("N").textValue())
                .containsExactly("0", "1", "2");
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add))
                .isEqualTo(new Tally(1, 0, 0));

        byte[] metaItems = Files.readAllBytes(directory.resolve("meta.json"));
        Files.delete(directory.resolve(CIPHERTEXT));
        assertThat(generate()).isEqualTo(new Tally(1, 0, 0));
        assertThat(directory.resolve("meta.json")).hasBinaryContent(metaItems);
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add))
                .isEqualTo(new Tally(1, 0, 0));
    }

    @Test
    void writesNothingUnderKeysThatNobodyHas() {
        useMetaTable("");
        files.write("meta.json", "{\"M\": []}");

        assertThat(generate()).isEqualTo(new Tally(0, 1, 0));
        assertThat(findings.get(0).describe()).contains("has no keys of the name 'm'");
        assertThat(directory.resolve(CIPHERTEXT)).doesNotExist();
    }

    @Test
    void writesNoMetaTableWithoutItems() {
        useMetaTable("");
        files.replace(PLAINTEXT, "{\"N\": \"2.0\"}", "{\"N\": \"1E200\"}");

        assertThat(generate()).isEqualTo(new Tally(0, 1, 0));
        assertThat(directory.resolve("meta.json")).doesNotExist();
    }

    @Test
    void versionsAreBounded() {
        useMetaTable(", \"material_version\": 1001");

        assertThat(generate()).isEqualTo(new Tally(0, 1, 0));
        assertThat(findings.get(0).describe()).contains("'material_version' is not a number from 0 to 1000");
    }

    @Test
    void writesNothingWhereNoItemCanBeEncrypted() {
        files.replace(SCENARIOS, "\"decrypt\": \"content\", ", "");

        assertThat(generate()).isEqualTo(new Tally(0, 1, 0));
        assertThat(directory.resolve(CIPHERTEXT)).doesNotExist();
    }

    @Test
    void writesNothingOutsideOfTheDirectory() {
        files.replace(SCENARIOS, "file://stored.json", "file://../stored.json");

        assertThat(generate()).isEqualTo(new Tally(0, 1, 0));
        assertThat(Files.exists(directory.resolveSibling("stored.json"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"java, JAVA", "python, PYTHON"})
    void writesTheDialectThatTheScenarioNames(String name, Dialect dialect) {
        files.replace(SCENARIOS, "\"id\": \"one\"", "\"id\": \"one\", \"dialect\": \"" + name + "\"");
        files.replace(
                PLAINTEXT,
                "\"id\": {\"N\"",
                "\"\uFF5E\": {\"S\": \"1\"}, \"\uD83D\uDE00\": {\"S\": \"2\"}, \"id\": {\"N\"");

        assertThat(generate()).isEqualTo(new Tally(1, 0, 0));

        Item stored = DynamoDbJson.item(
                OwnVectors.read(directory.resolve(CIPHERTEXT)).get("T").get(0));
        AttributeActions actions = AttributeActions.encryptAndSignAll()
                .with("id", CryptoAction.SIGN_ONLY)
                .with("seen", CryptoAction.SIGN_ONLY);
        byte[] key = Forge.sequence(0x20, 16);
        assertThat(Forge.signed(stored, "T", actions, dialect, "HmacSHA256", key))
                .isEqualTo(stored);
        Dialect other = dialect == Dialect.JAVA ? Dialect.PYTHON : Dialect.JAVA;
        assertThat(Forge.signed(stored, "T", actions, other, "HmacSHA256", key)).isNotEqualTo(stored);
    }

    @Test
    void aDialectThatThereIsNotFails() {
        files.replace(SCENARIOS, "\"id\": \"one\"", "\"id\": \"one\", \"dialect\": \"ruby\"");

        assertThat(generate()).isEqualTo(new Tally(0, 1, 0));
        assertThat(findings.get(0).describe()).contains("the dialect 'ruby' is neither java nor python");
    }

    @Test
    void givesEncryptionWhatIsMeantForIt() {
        files.replace(
                PLAINTEXT,
                "\"attributes\": {\"id\"",
                "\"input_attributes\": {\"id\": {\"N\": \"1.0\"}, \"seen\": {\"N\": \"2.0\"}}, \"attributes\": {\"id\"");

        assertThat(generate()).isEqualTo(new Tally(1, 0, 0));
        assertThat(VectorVerifier.verify(directory, Plugins.load(), findings::add))
                .isEqualTo(new Tally(1, 0, 0));
    }
}

package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.itemseal.integration.BareJvm.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The command on a table in DynamoDB, as its launcher starts it: on the module path, with the HTTP client that it brings. */
@NeedsDynamoDb
class DynamoDbCommandTest {

    private static final String TEA = "{\"customer\":{\"S\":\"ann\"},\"order\":{\"N\":\"1\"},\"what\":{\"S\":\"tea\"}}";
    private static final String ICE =
            "{\"customer\":{\"S\":\"ann\"},\"order\":{\"N\":\"10\"},\"what\":{\"S\":\"ice\"}}";

    private final String table = "command-" + UUID.randomUUID();

    @TempDir
    private Path directory;

    private Path cli;
    private Path items;

    @BeforeEach
    void configure() throws Exception {
        cli = BuiltModules.path("dev.itemseal.cli");
        assumeThat(Files.isDirectory(cli))
                .as("the command's module path is made when it is packaged")
                .isFalse();
        items = Files.writeString(directory.resolve("items"), TEA + "\n" + ICE + "\n");
        configure("order");
    }

    private void configure(String sortKey) throws Exception {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        Files.writeString(directory.resolve("itemseal.properties"), """
                table.name = %s
                table.partition-key = customer
                table.sort-key = %s
                table.sort-key-type = N
                provider = wrapped
                provider.wrapping-key = aes
                provider.wrapping-key.material = %s
                provider.signing-key.material = %s
                store = dynamodb
                store.region = eu-west-1
                store.endpoint = %s
                """.formatted(
                        table, sortKey, key, key, LocalDynamoDb.endpoint()));
    }

    private Outcome run(String command, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local",
                "--add-modules",
                "ALL-MODULE-PATH",
                "-m",
                "dev.itemseal.cli/dev.itemseal.cli.Main",
                command,
                "--config",
                directory.resolve("itemseal.properties").toString()));
        all.addAll(List.of(arguments));
        return new BareJvm()
                .modulePath(List.of(cli.getParent()))
                .with(all.toArray(new String[0]))
                .run();
    }

    @Test
    void itemsArePutAndFound() throws Exception {
        assertThat(run("put", "--create-table", items.toString())).isEqualTo(new Outcome(0, ""));

        assertFound("tea", run("get", "--key", "customer=ann", "order=1"));
        assertFound("ice", run("query", "--partition", "ann", "--sort-from", "2"));
        assertThat(LocalDynamoDb.client()
                        .scan(request -> request.tableName(table))
                        .items())
                .hasSize(2)
                .allSatisfy(stored -> assertThat(stored.get("what").type()).isEqualTo(AttributeValue.Type.B));
        assertThat(run("delete", "--key", "customer=ann", "order=1")).isEqualTo(new Outcome(0, ""));
        assertFound("ice", run("scan"));
    }

    /** One item, its attributes in the order in which DynamoDB gives them. */
    private static void assertFound(String what, Outcome outcome) {
        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output().lines())
                .singleElement()
                .asString()
                .contains("\"customer\":{\"S\":\"ann\"}", "\"what\":{\"S\":\"" + what + "\"}");
    }

    @Test
    void aTableThatIsNotThereOrHasOtherKeysIsToldBeforeAnyItem() throws Exception {
        Outcome missing = run("put", items.toString());
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.output()).startsWith("itemseal: table-not-found: ").contains("'" + table + "'");

        assertThat(run("put", "--create-table").status()).isZero();
        configure("number");
        Outcome wrong = run("put", items.toString());
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.output())
                .contains("'customer' and 'order'", "'customer' and 'number'", "table.sort-key")
                .doesNotContain("line 1");
    }
}

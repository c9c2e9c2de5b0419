package dev.itemseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands put, get, query, scan and delete, on a table in memory that its file keeps. */
class TableCommandsTest {

    private static final String TEA = order("ann", 1, "tëa");
    private static final String MILK = order("ann", 2, "milk");
    private static final String ICE = order("ann", 10, "ice");
    private static final String BREAD = order("bob", 1, "bread");
    private static final String ALL = String.join("\n", MILK, BREAD, TEA, ICE, "");

    @TempDir
    private Path directory;

    private TableConfiguration table;

    private static String order(String customer, int number, String what) {
        return "{\"customer\":{\"S\":\"" + customer + "\"},\"order\":{\"N\":\"" + number + "\"},\"what\":{\"S\":\""
                + what + "\"},\"status\":{\"S\":\"new\"},\"views\":{\"N\":\"0\"}}";
    }

    @BeforeEach
    void makeTable() throws IOException {
        table = TableConfiguration.orders(directory);
    }

    private void put(String items) {
        CommandRun run = table.withInput(items, "put");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isZero();
    }

    private CommandRun get(String customer, String order) {
        return table.run("get", "--key", "customer=" + customer, "order=" + order);
    }

    @Test
    void whatIsPutIsThereInTheNextCommandAndEncryptedInTheFile() throws IOException {
        put(ALL);

        CommandRun got = get("ann", "1.0");

        assertThat(got.err()).isEmpty();
        assertThat(got.status()).isZero();
        assertThat(got.out()).isEqualTo(TEA + "\n");
        assertThat(Files.readAllLines(table.data())).hasSize(4).allMatch(line -> line.contains("*amzn-ddb-map-sig*"));
        assertThat(Files.readString(table.data())).contains("\"new\"").doesNotContain("tëa", "milk", "ice", "bread");
    }

    @Test
    void filesAreTaken() throws IOException {
        Path one = Files.writeString(directory.resolve("one"), TEA);
        Path two = Files.writeString(directory.resolve("two"), MILK);

        assertThat(table.run("put", one, two).status()).isZero();

        assertThat(table.run("scan").outLines()).containsExactlyInAnyOrder(TEA, MILK);
    }

    @Test
    void anItemTakesThePlaceOfTheOneUnderItsKey() {
        put(TEA);
        put(order("ann", 1, "coffee"));

        assertThat(table.run("scan").outLines()).containsExactly(order("ann", 1, "coffee"));
    }

    @Test
    void aBadLineIsToldAndTheOthersArePut() {
        CommandRun run = table.withInput(
                String.join("\n", TEA, "{", "{\"customer\":{\"S\":\"ann\"}}", order("", 1, "x"), MILK), "put");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(4);
        assertThat(run.errLines().get(0)).startsWith("line 2: unsupported-value: ");
        assertThat(run.errLines().get(1))
                .startsWith("line 3: missing-key-attribute: ")
                .contains("'order'");
        assertThat(run.errLines().get(2)).startsWith("line 4: invalid-request: ");
        assertThat(run.errLines().get(3)).isEqualTo("itemseal: 3 of 5 items were refused");
        assertThat(table.run("scan").outLines()).containsExactlyInAnyOrder(TEA, MILK);
    }

    @Test
    void plainJsonIsTakenAndGiven() {
        String plain = "{\"customer\":\"ann\",\"order\":1,\"status\":\"new\",\"total\":12345678901234567890.12345,"
                + "\"parts\":[true,false,null,{\"a\":-0.5}]}";

        CommandRun put = table.withInput(plain + "\n{\"customer\":\"ann\"", "put", "--plain");

        assertThat(put.status()).isEqualTo(1);
        assertThat(put.errLines().get(0)).startsWith("line 2: unsupported-value: ");
        assertThat(table.run("get", "--plain", "-k", "customer=ann", "order=1").out())
                .isEqualTo(plain + "\n");
        assertThat(get("ann", "1").out()).contains("\"total\":{\"N\":\"12345678901234567890.12345\"}");
    }

    @Test
    void whatIsNotThereIsTold() {
        put(TEA);

        CommandRun run = get("ann", "3");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("itemseal: there is no item under this key\n");
    }

    @Test
    void deletingLeavesTheOthers() {
        put(ALL);

        CommandRun run = table.run("delete", "--key", "customer=ann", "order=2");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(table.run("scan").outLines()).containsExactlyInAnyOrder(TEA, ICE, BREAD);
        assertThat(table.run("delete", "--key", "customer=ann", "order=2").status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--partition ann | 1 2 10",
                "-p ann --descending | 10 2 1",
                "-p ann --limit 2 | 1 2",
                "-p ann --limit 1 --descending | 10",
                "-p ann --sort 2 | 2",
                "-p ann --sort-from 2 | 2 10",
                "-p ann --sort-to 2 | 1 2",
                "-p ann --sort-from 2 --sort-to 9 | 2",
                "-p nobody | ''"
            })
    void queriesAreInTheOrderOfNumbers(String options, String orders) {
        put(ALL);

        CommandRun run = table.run("query", (Object[]) options.strip().split(" "));

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        String found = run.outLines().stream()
                .map(line -> line.replaceAll(".*\"order\":\\{\"N\":\"(\\d+)\".*", "$1"))
                .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(orders.strip());
    }

    @Test
    void textsAreFoundByTheirBeginning() throws IOException {
        table.replace("table.sort-key-type = N\n", "");
        put(ALL.replace("\"N\":\"1", "\"S\":\"1").replace("\"order\":{\"N\":", "\"order\":{\"S\":"));

        assertThat(table.run("query", "-p", "ann", "--sort-begins", "1").outLines())
                .hasSize(2);
    }

    @Test
    void aScanCanBeBounded() {
        put(ALL);

        assertThat(table.run("scan", "--limit", "3").outLines()).hasSize(3);
        CommandRun none = table.run("scan", "--limit", "0");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("--limit");
    }

    @Test
    void aTerminalShowsATable() {
        put(ALL);

        CommandRun rows = table.withInput(new byte[0], true, "query", "-p", "ann");
        CommandRun item = table.withInput(new byte[0], true, "get", "-k", "customer=ann", "order=1");
        CommandRun lines = table.withInput(new byte[0], true, "query", "-p", "ann", "--plain");

        assertThat(rows.outLines())
                .containsExactly(
                        "\u001b[1mcustomer  order  what  status  views\u001b[0m",
                        "ann       1      tëa   new     0",
                        "ann       2      milk  new     0",
                        "ann       10     ice   new     0");
        assertThat(item.out())
                .containsPattern("customer +S +ann +signed")
                .containsPattern("what +S +tëa +encrypted, signed")
                .containsPattern("views +N +0 +untouched");
        assertThat(lines.outLines()).hasSize(3).allMatch(line -> line.startsWith("{\"customer\":\"ann\","));
    }

    @Test
    void aTableThatIsTooWideSaysWhatItLeavesOut() {
        String attributes = IntStream.range(0, 12)
                .mapToObj(i -> ",\"attribute-" + i + "\":\"" + "x".repeat(100) + "\"")
                .collect(Collectors.joining());
        table.withInput("{\"customer\":\"\\u001b[2J\",\"order\":1" + attributes + "}", "put", "--plain");

        CommandRun run = table.withInput(new byte[0], true, "scan");

        assertThat(run.outLines()).hasSize(3);
        assertThat(run.outLines().subList(0, 2)).allMatch(line -> line.length() < 130);
        assertThat(run.outLines().get(1)).startsWith("\\u001b[2J").contains("xxx...");
        assertThat(run.outLines().get(2))
                .contains("no room for attribute-3, ", "attribute-11: '| cat' shows everything");
    }

    @Test
    void aChangedFileIsRefusedAndWhatIsDamagedCanBeReplacedAndDeleted() throws IOException {
        put(ALL);
        Files.writeString(table.data(), Files.readString(table.data()).replace("\"new\"", "\"paid\""));

        for (CommandRun run : new CommandRun[] {get("ann", "1"), table.run("scan"), table.run("query", "-p", "bob")}) {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("itemseal: not-authentic: ");
        }
        put(TEA);
        assertThat(get("ann", "1").out()).isEqualTo(TEA + "\n");
        assertThat(table.run("delete", "-k", "customer=bob", "order=1").status())
                .isZero();
        assertThat(table.run("query", "-p", "bob").status()).isZero();
    }

    @Test
    void aCommandThatFailsLeavesTheFileAsItWas() throws IOException {
        put(ALL);
        Files.writeString(table.data(), Files.readString(table.data()) + "{\"customer\":\n");
        String damaged = Files.readString(table.data());

        CommandRun run = table.withInput(TEA, "put");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("data.table is damaged in line 5: ");
        assertThat(Files.readString(table.data())).isEqualTo(damaged);
    }

    @Test
    void theFileIsExchangedAsAWholeAndOnlyIfSomethingChanged() throws IOException {
        put(ALL);
        Object first = Files.readAttributes(table.data(), "unix:ino").get("ino");
        Files.setPosixFilePermissions(table.data(), PosixFilePermissions.fromString("rw-r-----"));

        table.run("delete", "-k", "customer=carl", "order=1");
        table.run("scan");

        assertThat(Files.getAttribute(table.data(), "unix:ino")).isEqualTo(first);
        put(TEA);
        assertThat(Files.getAttribute(table.data(), "unix:ino")).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(table.data())))
                .isEqualTo("rw-r-----");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "AES", "HmacSHA256", "itemseal.properties", "data.table", "data.table.lock");
        }
    }

    @Test
    void aTableThatIsNotThereIsTold() {
        CommandRun run = table.run("scan");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("data.table (setting 'store.file') is not there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store = inmemory | store = nowhere | unknown-plugin | 'store'",
                "store = inmemory | # | missing-setting | 'store'",
                "store.file = data.table | # | missing-setting | 'store.file'",
                "store.file | store.size = 1\\nstore.file | invalid-setting | 'store.size'",
                "sort-key-type = N | sort-key-type = X | invalid-setting | 'table.sort-key-type'",
                "table.sort-key = order | # | invalid-setting | 'table.sort-key-type'"
            })
    void aWrongSettingIsNamed(String setting, String by, String reason, String named) throws IOException {
        table.replace(setting, by.replace("\\n", "\n"));

        CommandRun run = table.withInput(TEA, "put");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("itemseal: " + reason).contains(named).hasLineCount(1);
        assertThat(table.data()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customer=ann | but that of table 'Orders' has [customer, order]: --key customer=VALUE order=VALUE",
                "customer=ann drink=tea | [customer, drink]",
                "customer=ann order=one | 'order' is not of type N"
            })
    void aWrongKeyIsExplained(String key, String told) {
        put(TEA);
        String[] pairs = key.strip().split(" ");
        Object[] args = Stream.concat(Stream.of("--key"), Stream.of(pairs)).toArray();

        CommandRun run = table.run("get", args);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(told);
    }

    @Test
    void theSameFileServesEncryptAndDecrypt() {
        CommandRun encrypted = table.withInput(TEA, "encrypt");

        assertThat(table.withInput(encrypted.out().getBytes(StandardCharsets.UTF_8), false, "decrypt")
                        .out())
                .isEqualTo(TEA + "\n");
    }
}

package dev.itemseal.vectors;

import static dev.itemseal.vectors.DirectoryOfOneItem.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.itemseal.api.plugin.Plugins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plaintext file that somebody else made costs no more than its size allows. */
class PlaintextTableTest {

    private static final Duration FAR_MORE_THAN_IT_TAKES = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private DirectoryOfOneItem files;
    private final List<Finding> findings = new ArrayList<>();

    @BeforeEach
    void prepare() {
        files = new DirectoryOfOneItem(directory);
        VectorGenerator.generate(directory, Plugins.load(), findings::add);
        findings.clear();
    }

    private Tally verify() {
        return assertTimeoutPreemptively(
                FAR_MORE_THAN_IT_TAKES, () -> VectorVerifier.verify(directory, Plugins.load(), findings::add));
    }

    private static String list(int count, IntFunction<String> entry) {
        return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(","));
    }

    @Test
    void aGroupIsNamedOnce() {
        files.replace(PLAINTEXT, "[\"group\"]", "[\"group\", \"group\"]");

        assertThat(verify()).isEqualTo(new Tally(0, 1, 0));
        assertThat(findings.get(0).describe())
                .contains("plaintext table T: 'versions' names the attribute group 'group' twice");
    }

    /** In the memory of the tests, which the attributes of all items together would exceed. */
    @Test
    void manyItemsOfManyAttributesAreNotHeldTogether() {
        String group = list(20_000, i -> "\"a" + i + "\": {\"S\": \"\"}");
        String override = list(1_999, i -> "\"b" + i + "\": \"nothing\"");
        String items =
                list(3_000, i -> "{\"action\": \"all\", \"attributes\": {\"id\": {\"N\": \"" + (i + 10) + "\"}}}");
        files.replace(PLAINTEXT, "\"group\": {", "\"group\": {" + group + ",");
        files.replace(PLAINTEXT, "\"override\": {", "\"override\": {" + override + ",");
        files.replace(PLAINTEXT, "\"items\": [", "\"items\": [" + items + ",");

        assertThat(verify().failed()).isEqualTo(3_001);
    }

    /** Each item asking each group for its key would be some billions of questions. */
    @Test
    void manyItemsAndManyGroupsAreNotMultiplied() {
        int groups = 100_000;
        files.replace(PLAINTEXT, "[\"group\"]", "[\"group\"," + list(groups, i -> "\"g" + i + "\"") + "]");
        files.replace(PLAINTEXT, "\"group\": {", list(groups, i -> "\"g" + i + "\": {}") + ", \"group\": {");
        files.replace(
                PLAINTEXT,
                "\"items\": [",
                "\"items\": ["
                        + list(
                                60_000,
                                i -> "{\"action\": \"all\", \"attributes\": {\"id\": {\"N\": \"" + (i + 10) + "\"}}}")
                        + ",");

        assertThat(verify()).isEqualTo(new Tally(1, 60_000, 0));
    }

    @Test
    void aGroupMayHaveTheKeyAndTheLastOneCounts() {
        files.replace(PLAINTEXT, "\"id\": {\"N\": \"1\"}, ", "");
        files.replace(PLAINTEXT, "[\"group\"]", "[\"first\", \"group\"]");
        files.replace(
                PLAINTEXT, "\"group\": {", "\"first\": {\"id\": {\"N\": \"7\"}}, \"group\": {\"id\": {\"N\": \"1\"}, ");

        assertThat(verify()).isEqualTo(new Tally(1, 0, 0));
    }

    /** Each of them costs by the number of those before it, and all of them for each item. */
    @Test
    void overridesAreOfABoundedNumber() {
        files.replace(
                PLAINTEXT,
                "\"override\": {",
                "\"override\": {" + list(100_000, i -> "\"b" + i + "\": \"nothing\"") + ",");

        assertThat(verify()).isEqualTo(new Tally(0, 1, 1));
        assertThat(findings.get(0).describe())
                .contains("the actions 'all': 'override' names 100001 attributes; name at most 2000");
    }
}

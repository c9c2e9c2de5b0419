package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.api.error.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The project's own vectors show every rule and every reason that a vector can show, and no rule that there isn't. */
class RuleCoverageTest {

    private static final Pattern RULE = Pattern.compile("\\*\\*([A-Z]+-[0-9]+)\\*\\*");

    /** That of several providers together: its own tests show it. */
    private static final Set<String> LATER = Set.of("MUL");

    /** What is about how something is done, or about more than one item. */
    private static final Set<String> NOT_TO_BE_SHOWN = Set.of(
            "DSC-9", // the providers at hand refuse such a setting before it comes to this
            "SIG-5", "RD-2", "RD-12", // needs a broken provider
            "WRP-19", "WRP-20", // comes with the module for Tink, whose tests show both
            "WRP-21", // of the module for KMS, whose tests show it
            "WRP-35", // needs a key that is out of reach
            "KMS-14", "KMS-16", // about calls: shown by the tests of the module for KMS
            "MRP-12", // about two tables
            "CMP-37", "CMP-38"); // of clients

    private static final Set<Reason> NOT_OF_ITEMS = EnumSet.of(
            Reason.WRONG_ITEM, // those of stores and tables
            Reason.STREAM_BROKEN,
            Reason.TABLE_NOT_FOUND,
            Reason.CONDITION_FAILED,
            Reason.TRANSACTION_CANCELLED,
            Reason.INVALID_REQUEST,
            Reason.STORE_LIMIT,
            Reason.STORE_UNAVAILABLE,
            Reason.UNSAFE_OPERATION,
            Reason.AMBIGUOUS_PLUGIN,
            Reason.MISSING_DEPENDENCY,
            Reason.PLUGIN_CONTRACT);

    @Test
    void everyRuleIsShown() throws IOException {
        Set<String> rules = new TreeSet<>();
        Matcher matcher = RULE.matcher(Files.readString(OwnVectors.ROOT.resolve("docs/specification.md")));
        while (matcher.find()) {
            if (!LATER.contains(matcher.group(1).substring(0, matcher.group(1).indexOf('-')))) {
                rules.add(matcher.group(1));
            }
        }
        Set<String> shown = new TreeSet<>();
        OwnVectors.everything().forEach(vector -> vector.get("rules").forEach(rule -> shown.add(rule.textValue())));

        assertThat(rules).isNotEmpty().containsAll(shown);
        rules.removeAll(shown);
        assertThat(rules).isEqualTo(new TreeSet<>(NOT_TO_BE_SHOWN));
    }

    @Test
    void everyReasonIsShown() throws IOException {
        Set<Reason> shown = EnumSet.noneOf(Reason.class);
        for (JsonNode vector : OwnVectors.cases()) {
            Reason.ofCode(vector.get("expect").textValue()).ifPresent(shown::add);
        }
        assertThat(shown).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(NOT_OF_ITEMS)));
    }

    @Test
    void idsAreUnique() throws IOException {
        List<String> ids = OwnVectors.everything().stream()
                .map(vector -> vector.get("id").textValue())
                .toList();
        assertThat(ids).hasSameSizeAs(new HashSet<>(ids));
    }
}

package dev.itemseal.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.itemseal.vectors.Json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reports for programs, read again with other tools than they are written with. */
class VectorReportTest {

    private final VectorReport report = new VectorReport();

    @BeforeEach
    void collect() {
        report.accept(finding(Outcome.PASSED, "one", "id=1", 1, ""));
        report.accept(
                finding(Outcome.FAILED, "one", "id=\"<&>'\uD83D\uDE00", 1, "not-authentic: <changed> & \"more\""));
        report.accept(finding(Outcome.FAILED, "one", "id=\u0000\n\uD800\uFFFE", 1, "tab\there"));
        report.accept(new Finding(
                Outcome.SKIPPED, "two", Optional.empty(), Optional.empty(), 5, "'two.json' is there already"));
    }

    private static Finding finding(Outcome outcome, String scenario, String item, int items, String message) {
        return new Finding(outcome, scenario, Optional.of("T"), Optional.of(item), items, message);
    }

    @Test
    void jsonHasEverything() throws MalformedJsonException {
        JsonNode json = Json.parse(report.json());

        assertThat(json.get("passed").intValue()).isEqualTo(1);
        assertThat(json.get("failed").intValue()).isEqualTo(2);
        assertThat(json.get("skipped").intValue()).isEqualTo(5);
        assertThat(json.get("findings")).hasSize(4);
        JsonNode failed = json.get("findings").get(1);
        assertThat(failed.get("outcome").textValue()).isEqualTo("failed");
        assertThat(failed.get("scenario").textValue()).isEqualTo("one");
        assertThat(failed.get("table").textValue()).isEqualTo("T");
        assertThat(failed.get("item").textValue()).isEqualTo("id=\"<&>'\uD83D\uDE00");
        assertThat(failed.get("message").textValue()).isEqualTo("not-authentic: <changed> & \"more\"");
        JsonNode skipped = json.get("findings").get(3);
        assertThat(skipped.get("items").intValue()).isEqualTo(5);
        assertThat(skipped.has("table")).isFalse();
    }

    @Test
    void junitCountsItsTestcases() throws Exception {
        Element all = junit(report).getDocumentElement();

        assertThat(all.getTagName()).isEqualTo("testsuites");
        assertCounts(all, 4, 2, 1);
        List<Element> suites = elements(all.getElementsByTagName("testsuite"));
        assertThat(suites).extracting(suite -> suite.getAttribute("name")).containsExactly("one", "two");
        assertCounts(suites.get(0), 3, 2, 0);
        assertCounts(suites.get(1), 1, 0, 1);
    }

    private static void assertCounts(Element suite, int tests, int failures, int skipped) {
        assertThat(suite.getAttribute("tests")).isEqualTo(Integer.toString(tests));
        assertThat(suite.getAttribute("failures")).isEqualTo(Integer.toString(failures));
        assertThat(suite.getAttribute("skipped")).isEqualTo(Integer.toString(skipped));
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(tests);
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(failures);
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(skipped);
    }

    @Test
    void junitTellsWhatFailedAndWhy() throws Exception {
        List<Element> cases = elements(junit(report).getElementsByTagName("testcase"));

        assertThat(cases)
                .extracting(found -> found.getAttribute("classname") + ": " + found.getAttribute("name"))
                .containsExactly(
                        "one: table T, item id=1",
                        "one: table T, item id=\"<&>'\uD83D\uDE00",
                        "one: table T, item id=\uFFFD\uFFFD\uFFFD\uFFFD",
                        "two: 5 items");
        assertThat(message(cases.get(1), "failure")).isEqualTo("not-authentic: <changed> & \"more\"");
        assertThat(message(cases.get(2), "failure")).isEqualTo("tab\uFFFDhere");
        assertThat(message(cases.get(3), "skipped")).isEqualTo("'two.json' is there already");
    }

    /** A report is shown by terminals, and its texts come out of the directory. */
    @Test
    void nothingInAReportControlsATerminal() throws Exception {
        String hostile = "a\u0007b\u007Fc\u009Bd\u202Ee\u2028f\uDB40\uDC41g\uD83D\uDE00";
        VectorReport spoilt = new VectorReport();
        spoilt.accept(finding(Outcome.FAILED, hostile, hostile, 1, hostile));

        assertThat(List.of(spoilt.json(), spoilt.junit()))
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain("\u0007", "\u007F", "\u009B", "\u202E", "\u2028", "\uDB40\uDC41")
                        .contains("\uD83D\uDE00"));
        assertThat(Json.parse(spoilt.json()).at("/findings/0/message").textValue())
                .as("JSON loses nothing")
                .isEqualTo(hostile);
        assertThat(junit(spoilt)
                        .getElementsByTagName("testsuite")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("name")
                        .getTextContent())
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uD83D\uDE00");
    }

    @Test
    void anEmptyReportIsOne() throws Exception {
        VectorReport empty = new VectorReport();

        assertCounts(junit(empty).getDocumentElement(), 0, 0, 0);
        assertThat(Json.parse(empty.json()).get("findings")).isEmpty();
    }

    private static String message(Element testcase, String tag) {
        return ((Element) testcase.getElementsByTagName(tag).item(0)).getAttribute("message");
    }

    private static Document junit(VectorReport report) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(report.junit().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}

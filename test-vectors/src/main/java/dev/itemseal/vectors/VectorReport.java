package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.vectors.text.UnprintableCharacters;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Collects findings for programs that read them. Nothing secret stands in a report: of items there are the key, the names
 * of attributes and the reason of a failure, no other value. The same findings give the same text. For one thread.
 */
public final class VectorReport implements Consumer<Finding> {

    private final List<Finding> findings = new ArrayList<>();
    private Tally tally = Tally.EMPTY;

    /** Starts an empty report. */
    public VectorReport() {}

    /**
     * Adds a finding.
     *
     * @param finding the finding
     */
    @Override
    public void accept(Finding finding) {
        findings.add(Objects.requireNonNull(finding, "finding"));
        tally = tally.plus(finding);
    }

    /**
     * {@return the report as JSON: {@code passed}, {@code failed} and {@code skipped} count items; {@code findings} has those
     * of all outcomes, in their order}
     */
    public String json() {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("passed", tally.passed())
                .put("failed", tally.failed())
                .put("skipped", tally.skipped());
        var array = report.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode node = array.addObject()
                    .put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT))
                    .put("scenario", finding.scenario());
            finding.table().ifPresent(table -> node.put("table", table));
            finding.item().ifPresent(item -> node.put("item", item));
            node.put("items", finding.items());
            if (!finding.message().isEmpty()) {
                node.put("message", finding.message());
            }
        }
        return Json.pretty(report);
    }

    /**
     * {@return the report as JUnit XML: a {@code testsuite} for each scenario and a {@code testcase} for each finding; so a
     * finding about several items counts once here, and says how many they are}
     */
    public String junit() {
        Map<String, List<Finding>> scenarios = new LinkedHashMap<>();
        findings.forEach(finding -> scenarios
                .computeIfAbsent(finding.scenario(), name -> new ArrayList<>())
                .add(finding));
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml, 0);
            xml.writeStartElement("testsuites");
            writeCounts(xml, "itemseal vectors", findings);
            for (Map.Entry<String, List<Finding>> scenario : scenarios.entrySet()) {
                line(xml, 1);
                xml.writeStartElement("testsuite");
                writeCounts(xml, scenario.getKey(), scenario.getValue());
                for (Finding finding : scenario.getValue()) {
                    writeCase(xml, finding);
                }
                line(xml, 1);
                xml.writeEndElement();
            }
            line(xml, 0);
            xml.writeEndElement();
            line(xml, 0);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // a text in memory can't fail to be written
        }
        return text.toString();
    }

    private static void writeCounts(XMLStreamWriter xml, String name, List<Finding> counted) throws XMLStreamException {
        writeAttribute(xml, "name", name);
        writeAttribute(xml, "tests", Integer.toString(counted.size()));
        writeAttribute(xml, "failures", count(counted, Outcome.FAILED));
        writeAttribute(xml, "errors", "0");
        writeAttribute(xml, "skipped", count(counted, Outcome.SKIPPED));
    }

    private static String count(List<Finding> counted, Outcome outcome) {
        return Long.toString(
                counted.stream().filter(finding -> finding.outcome() == outcome).count());
    }

    private static void writeCase(XMLStreamWriter xml, Finding finding) throws XMLStreamException {
        line(xml, 2);
        xml.writeStartElement("testcase");
        writeAttribute(xml, "classname", finding.scenario());
        writeAttribute(xml, "name", nameOf(finding));
        if (finding.outcome() != Outcome.PASSED) {
            line(xml, 3);
            xml.writeEmptyElement(finding.outcome() == Outcome.FAILED ? "failure" : "skipped");
            writeAttribute(xml, "message", finding.message());
            line(xml, 2);
        }
        xml.writeEndElement();
    }

    private static String nameOf(Finding finding) {
        List<String> parts = new ArrayList<>();
        finding.table().ifPresent(table -> parts.add("table " + table));
        finding.item().ifPresent(item -> parts.add("item " + item));
        if (finding.items() != 1) {
            parts.add(finding.items() + " items");
        }
        return parts.isEmpty() ? "(scenario)" : String.join(", ", parts);
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    /** What XML can't hold, or would not give back as it was, is replaced; and what controls a terminal. */
    private static void writeAttribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        StringBuilder allowed = new StringBuilder(value.length());
        value.codePoints()
                .map(c -> UnprintableCharacters.contain(c) || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
                .forEach(allowed::appendCodePoint);
        xml.writeAttribute(name, allowed.toString());
    }
}

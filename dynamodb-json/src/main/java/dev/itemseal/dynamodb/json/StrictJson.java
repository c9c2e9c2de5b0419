package dev.itemseal.dynamodb.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON text, read strictly: one value, no key twice, nothing behind it. Errors never quote the text. */
final class StrictJson {

    /** Far more than any item may be nested. */
    private static final int MAX_NESTING = 1_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            // Names are an attacker's to choose. A table of them for all texts would grow with them, and break where
            // they collide.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private StrictJson() {}

    /** What is made of a value, at whose beginning the parser stands and at whose end it stands afterwards. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonParser parser) throws IOException;
    }

    /**
     * Reads a text.
     *
     * @param what what the text is, for errors
     */
    static <T> T read(String what, String text, Reading<T> reading) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            T read = reading.read(parser);
            if (parser.nextToken() != null) {
                throw malformed(what, parser.currentTokenLocation());
            }
            return read;
        } catch (StreamConstraintsException e) { // nothing else is bounded
            throw new InvalidItemException(Reason.NESTING_TOO_DEEP, what + " is nested too deep");
        } catch (JsonProcessingException e) {
            // Neither its message nor itself is passed on: it quotes the text, which may be secret.
            throw malformed(what, e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // text in memory can't fail to be read
        }
    }

    private static InvalidItemException malformed(String what, JsonLocation location) {
        return new InvalidItemException(
                Reason.UNSUPPORTED_VALUE,
                what + " is not valid JSON"
                        + (location == null
                                ? ""
                                : " at line " + location.getLineNr() + ", column " + location.getColumnNr())
                        + ": cut off, misspelt, with a key twice, or with something behind its end");
    }
}

package dev.itemseal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.itemseal.api.error.ConfigurationException;
import dev.itemseal.api.error.ItemsealException;
import dev.itemseal.api.error.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Marked plaintext and marked keys, and a list of all texts that leave the library: what it logs, and what it is told. After each
 * test there must be none of the marks in any of them: as text, in hex, as a list of numbers, or in Base64 of either alphabet,
 * wherever they stand in what was encoded.
 */
public final class MarkedSecrets implements BeforeEachCallback, AfterEachCallback {

    /** Begins each text that is secret. */
    public static final String VALUE = "PLAINTEXT-MARKED-PLAINTEXT";

    /** Begins each number that is secret. */
    public static final String NUMBER = "31415926535897932384";

    /** Begins each key, and each password. */
    private static final String KEY = "SECRET-KEY-MARKED-SECRET-";

    private static final int MARK_LENGTH = 12;

    private final List<String> marks = new CopyOnWriteArrayList<>();
    private final AtomicLong texts = new AtomicLong();
    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    // The tests have the command on their class path, and with it the binding of the JDK's loggers to Logback.
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.itemseal");

    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            logged.add(line.getFormattedMessage());
            look("log: " + line.getFormattedMessage() + Arrays.toString(line.getArgumentArray())
                    + line.getMDCPropertyMap());
            if (line.getThrowableProxy() instanceof ch.qos.logback.classic.spi.ThrowableProxy thrown) {
                tell(thrown.getThrowable());
            }
        }
    };

    /** Starts with the marks of the constants. */
    public MarkedSecrets() {
        for (String mark : List.of(VALUE, NUMBER, KEY)) {
            mark(mark.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * Marks bytes.
     *
     * @param secret at least twelve bytes, of which the first twelve are looked for
     */
    public void mark(byte[] secret) {
        byte[] part = Arrays.copyOf(secret, MARK_LENGTH);
        String array = Arrays.toString(part);
        marks.addAll(List.of(
                new String(part, StandardCharsets.ISO_8859_1),
                HexFormat.of().formatHex(part),
                HexFormat.of().withUpperCase().formatHex(part),
                array.substring(1, array.length() - 1)));
        // Three bytes make four characters: one of these begins where such a group does.
        for (int start = 0; start < 3; start++) {
            byte[] groups = Arrays.copyOfRange(part, start, start + (MARK_LENGTH - start) / 3 * 3);
            marks.add(Base64.getEncoder().encodeToString(groups));
            marks.add(Base64.getUrlEncoder().encodeToString(groups));
        }
    }

    /**
     * Makes a key.
     *
     * @param number for each number another one
     * @return 32 bytes, marked, all ASCII characters
     */
    public static byte[] key(int number) {
        return String.format("%s%07d", KEY, number).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Listens to what something says of itself.
     *
     * @param object whatever leaves the library; of an exception, its causes and what was suppressed as well
     */
    public void tell(Object object) {
        look(String.valueOf(object));
        if (object instanceof Throwable failure) {
            look(String.valueOf(failure.getMessage()));
            for (Throwable further : failure.getSuppressed()) {
                tell(further);
            }
            if (failure.getCause() != null) {
                tell(failure.getCause());
            }
        }
        if (object instanceof ConfigurationException several) {
            several.mistakes().forEach(mistake -> look(mistake.reason() + ": " + mistake.getMessage()));
        }
    }

    private void look(String text) {
        texts.incrementAndGet();
        if (marks.stream().anyMatch(text::contains)) {
            leaks.add(text);
        }
    }

    /**
     * Listens to what work says that may fail.
     *
     * @param work throws an exception of the library, or nothing; any other is a defect
     */
    public void refused(Runnable work) {
        try {
            work.run();
        } catch (ItemsealException e) {
            refused(e);
        } catch (CompletionException e) {
            tell(e);
            refused((ItemsealException) e.getCause());
        }
    }

    private void refused(ItemsealException refusal) {
        reasons.add(refusal.reason());
        tell(refusal);
    }

    /** {@return the reasons of all that was refused} */
    public Set<Reason> reasons() {
        return reasons;
    }

    /** {@return the lines that were logged, of all levels} */
    public List<String> logged() {
        return logged;
    }

    List<String> marks() {
        return List.copyOf(marks);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(appender);
        logger.setLevel(null);
        assertThat(leaks).as("texts with a mark in them").isEmpty();
        assertThat(texts).as("texts that were looked at").hasPositiveValue();
    }
}

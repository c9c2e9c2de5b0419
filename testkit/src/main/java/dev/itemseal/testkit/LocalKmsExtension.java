package dev.itemseal.testkit;

import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a class a {@link LocalKms}, as a parameter of test methods, life-cycle methods and constructors.
 *
 * <pre>{@code
 * @ExtendWith(LocalKmsExtension.class)
 * class OrdersTest {
 *     @Test
 *     void survivesThrottling(LocalKms kms) {
 *         String keyArn = kms.createKey();
 *         kms.inject(KmsFault.throttling().times(2));
 *         // a client on kms.endpoint()
 *     }
 * }
 * }</pre>
 *
 * <p>A class and the classes nested in it share one server, on a free port, with keys in memory. Before each test faults are
 * withdrawn and calls count from 0; keys stay. Tests that run at the same time and inject faults or count calls make a
 * {@link LocalKms} of their own. Needs JUnit 5.
 */
@SuppressWarnings("exports") // whoever has no JUnit can do without this class, and must be able to read the module
public final class LocalKmsExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LocalKmsExtension.class);

    /** Makes the extension; JUnit does this. */
    public LocalKmsExtension() {}

    /**
     * Starts the server of a class, unless the class is nested in one that has it.
     *
     * @param context where JUnit is
     */
    @Override
    public void beforeAll(ExtensionContext context) {
        startIfMissing(context);
    }

    /**
     * Ends the server that was started for a class.
     *
     * @param context where JUnit is
     */
    @Override
    public void afterAll(ExtensionContext context) {
        end(context);
    }

    /**
     * Withdraws faults and counts from 0.
     *
     * @param context where JUnit is
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        startIfMissing(context);
        LocalKms kms = kms(context);
        kms.withdrawFaults();
        kms.resetCalls();
    }

    /**
     * Ends the server where it was started for one test alone, by an extension that is registered in an instance field.
     *
     * @param context where JUnit is
     */
    @Override
    public void afterEach(ExtensionContext context) {
        end(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalKms.class;
    }

    @Override
    public LocalKms resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return kms(context);
    }

    private static void startIfMissing(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        if (store.get(LocalKms.class) == null) { // looks into the enclosing contexts too
            store.put(LocalKms.class, LocalKms.start());
        }
    }

    private static void end(ExtensionContext context) {
        LocalKms kms = context.getStore(NAMESPACE).remove(LocalKms.class, LocalKms.class);
        if (kms != null) {
            kms.close();
        }
    }

    private static LocalKms kms(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(NAMESPACE).get(LocalKms.class, LocalKms.class));
    }
}

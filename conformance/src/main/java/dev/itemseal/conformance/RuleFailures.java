package dev.itemseal.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Puts the rule and what to look at into every failure, whatever it was. */
final class RuleFailures implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException) {
            throw failure;
        }
        Rule rule = context.getRequiredTestMethod().getAnnotation(Rule.class);
        fail(
                rule.id() + " is broken: " + rule.holds() + "\nHere: " + failure.getMessage() + "\nLook at: "
                        + rule.lookAt(),
                failure);
    }
}

package dev.itemseal.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Makes a method the test of a rule of a contract. */
@Test
@ExtendWith(RuleFailures.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Rule {

    /** The rule's id, such as {@code STORE-1}, which never changes its meaning. */
    String id();

    /** What must hold. */
    String holds();

    /** Where the author of an implementation that breaks the rule should look. */
    String lookAt();
}

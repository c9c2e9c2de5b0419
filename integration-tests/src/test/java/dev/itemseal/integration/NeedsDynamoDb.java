package dev.itemseal.integration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** For tests against the local DynamoDB server. Where the build leaves it out, they are reported as skipped. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@EnabledIf(
        value = "dev.itemseal.integration.LocalDynamoDb#isThere",
        disabledReason = "the build leaves the local DynamoDB server out (-Ditemseal.skipDynamoDbLocal)")
@interface NeedsDynamoDb {}

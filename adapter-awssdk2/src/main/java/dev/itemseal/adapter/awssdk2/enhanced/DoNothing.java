package dev.itemseal.adapter.awssdk2.enhanced;

import dev.itemseal.api.CryptoAction;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.BeanTableSchemaAttributeTag;

/**
 * Marks an attribute, on its getter or setter, that is neither encrypted nor signed: {@link CryptoAction#DO_NOTHING}. Whoever
 * can write to the table can change it unnoticed. On a class it holds for all attributes that say nothing themselves.
 */
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@BeanTableSchemaAttributeTag(ActionTags.class)
public @interface DoNothing {}

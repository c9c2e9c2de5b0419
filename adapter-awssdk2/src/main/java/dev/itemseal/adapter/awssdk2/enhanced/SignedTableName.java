package dev.itemseal.adapter.awssdk2.enhanced;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the table that stands in the signatures of a class's items, where it is not the table that they are in. */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SignedTableName {

    /** {@return the name in signatures, not empty} */
    String value();
}

package dev.itemseal.adapter.awssdk2;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The operations of the SDK's clients, as their interfaces have them. */
final class Operations {

    private Operations() {}

    static Stream<Method> methods(Class<?> client) {
        return Stream.of(client.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    /** Whether a method carries an operation out, and is not one of the convenient forms around it. */
    static boolean isRequestForm(Method method) {
        return method.getParameterCount() == 1
                && DynamoDbRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                && !isPaginator(method);
    }

    static boolean isConsumerForm(Method method) {
        return method.getParameterCount() == 1
                && method.getParameterTypes()[0] == Consumer.class
                && !isPaginator(method);
    }

    static boolean isPaginator(Method method) {
        return method.getName().endsWith("Paginator");
    }

    static Set<String> names(Class<?> client) {
        return methods(client)
                .filter(Operations::isRequestForm)
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    static Object empty(Class<?> type) throws ReflectiveOperationException {
        return ((SdkBuilder<?, ?>) type.getMethod("builder").invoke(null)).build();
    }
}

package dev.itemseal.integration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An asynchronous client as a synchronous one, so that both are tested alike. */
final class WaitingClient implements InvocationHandler {

    private final DynamoDbAsyncClient client;

    private WaitingClient(DynamoDbAsyncClient client) {
        this.client = client;
    }

    static DynamoDbClient of(DynamoDbAsyncClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                new WaitingClient(client));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean isOperation = method.getParameterCount() == 1
                && method.getParameterTypes()[0].getSimpleName().endsWith("Request")
                && method.getReturnType().getSimpleName().endsWith("Response");
        if (method.isDefault() && !isOperation) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        try {
            Object answer = DynamoDbAsyncClient.class
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(client, arguments);
            return answer instanceof CompletableFuture<?> future ? future.join() : answer;
        } catch (InvocationTargetException e) {
            throw new AssertionError("an asynchronous client throws nothing", e.getCause());
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }
}

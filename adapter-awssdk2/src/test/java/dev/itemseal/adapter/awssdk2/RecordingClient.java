package dev.itemseal.adapter.awssdk2;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An SDK client that keeps the requests that it is given, and answers with what it was told, or with an empty response. */
final class RecordingClient implements InvocationHandler {

    private final List<Object> calls = new ArrayList<>();
    private final Deque<Object> answers = new ArrayDeque<>();
    private Object lastAnswer;
    private int closed;

    DynamoDbClient client() {
        return proxy(DynamoDbClient.class);
    }

    DynamoDbAsyncClient asyncClient() {
        return proxy(DynamoDbAsyncClient.class);
    }

    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
    }

    /** Answers the next call with a response or an exception, or with a future that may be complete later. */
    RecordingClient answer(Object answer) {
        answers.add(answer);
        return this;
    }

    List<Object> calls() {
        return calls;
    }

    <T> T lastCall(Class<T> type) {
        return type.cast(calls.get(calls.size() - 1));
    }

    Object lastAnswer() {
        return lastAnswer;
    }

    int closed() {
        return closed;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            closed++;
            return null;
        }
        if (Operations.isRequestForm(method)) {
            calls.add(arguments[0]);
            Object next = answers.isEmpty() ? emptyResponse(arguments[0]) : answers.remove();
            boolean isAsync = method.getReturnType() == CompletableFuture.class;
            if (next instanceof Throwable failure) {
                lastAnswer = failure;
                if (isAsync) {
                    return CompletableFuture.failedFuture(failure);
                }
                throw failure;
            }
            lastAnswer = next;
            return isAsync && !(next instanceof CompletableFuture) ? CompletableFuture.completedFuture(next) : next;
        }
        if (method.getParameterCount() == 1 && method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        lastAnswer = method.getReturnType().isInterface() ? stub(method.getReturnType()) : null;
        return lastAnswer;
    }

    /** An instance of an interface that is only compared. */
    private static Object stub(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }

    private static SdkResponse emptyResponse(Object request) throws ReflectiveOperationException {
        Class<?> type = Class.forName(request.getClass().getName().replaceAll("Request$", "Response"));
        return (SdkResponse) Operations.empty(type);
    }
}

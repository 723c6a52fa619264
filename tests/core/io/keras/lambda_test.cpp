#include "core/io/keras/lambda.h"

#include <doctest/doctest.h>

#include <string>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

using namespace convscope;
using namespace convscope::keras;

namespace {

LoadError fault_of(const std::string& layer) {
    return {"x.h5", kLambdaFault, lambda_remedy(layer), "layer"};
}

}  // namespace

TEST_CASE("the Lambda layer is found in the error, whatever its name contains") {
    for (const char* layer : {"lambda_1", "a=b", "=identity, or --lambda ", "", "x\ny"})
        CHECK(lambda_without_meaning(fault_of(layer)) == layer);
    CHECK(lambda_without_meaning({"x.h5", kLambdaFault, "save it again"}) == std::nullopt);
    CHECK(lambda_without_meaning({"x.h5", "is odd", lambda_remedy("lambda_1")}) == std::nullopt);
}

TEST_CASE("the Lambda layer is found in an error of another language, which names it once") {
    open_catalogues(CONVSCOPE_TEST_CATALOGUES);
    set_language("xx");
    CHECK(lambda_remedy("lambda_1") == "que fait lambda_1?");
    CHECK(lambda_without_meaning(fault_of("lambda_1")) == "lambda_1");
    CHECK(lambda_without_meaning(fault_of("")) == "");
    set_language("en");
}

#include "core/filter/learn/symmetric_eigen.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "core/base/random.h"

namespace convscope {

TEST_CASE("the eigenvalues of the matrix 2 1 / 1 2 are 3 and 1") {
    const SymmetricEigen eigen = symmetric_eigen({2, 1, 1, 2}, 2);
    CHECK(eigen.values[0] == doctest::Approx(3));
    CHECK(eigen.values[1] == doctest::Approx(1));
    CHECK(std::abs(eigen.vector(0)[0]) == doctest::Approx(std::sqrt(.5)));
    CHECK(eigen.vector(0)[0] == doctest::Approx(eigen.vector(0)[1]));
    CHECK(eigen.vector(1)[0] == doctest::Approx(-eigen.vector(1)[1]));
}

TEST_CASE(
    "matrix times eigenvector is eigenvalue times eigenvector, eigenvectors are orthogonal, eigenvalues descend") {
    for (const std::size_t n : {1U, 2U, 9U, 50U}) {
        std::vector<double> matrix(n * n);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j <= i; ++j)
                matrix[i * n + j] = matrix[j * n + i] = 200 * double{random_unit(n, i * n + j)} - 100;
        const SymmetricEigen eigen = symmetric_eigen(matrix, n);
        REQUIRE(eigen.size() == n);
        for (std::size_t e = 0; e < n; ++e) {
            if (e > 0) CHECK(eigen.values[e] <= eigen.values[e - 1]);
            for (std::size_t i = 0; i < n; ++i) {
                double product = 0;
                for (std::size_t j = 0; j < n; ++j) product += matrix[i * n + j] * eigen.vector(e)[j];
                CHECK(std::abs(product - eigen.values[e] * eigen.vector(e)[i]) < 1e-9);
            }
            for (std::size_t f = 0; f < n; ++f) {
                double product = 0;
                for (std::size_t i = 0; i < n; ++i) product += eigen.vector(e)[i] * eigen.vector(f)[i];
                CHECK(std::abs(product - (e == f ? 1 : 0)) < 1e-12);
            }
        }
    }
}

TEST_CASE("a matrix of zeros has eigenvalues 0") {
    const SymmetricEigen eigen = symmetric_eigen(std::vector<double>(9), 3);
    CHECK(eigen.values == std::vector<double>{0, 0, 0});
}

}  // namespace convscope

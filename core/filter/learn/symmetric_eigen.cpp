#include "core/filter/learn/symmetric_eigen.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace convscope {

namespace {

struct Rotation {
    double cosine, sine;
};

/// The rotation that makes the element between the axes p and q zero (Golub and Van Loan, Matrix Computations, 8.5.2).
Rotation rotation_for(double pp, double pq, double qq) {
    const double tau = (qq - pp) / (2 * pq);
    const double tangent = (tau >= 0 ? 1 : -1) / (std::abs(tau) + std::sqrt(1 + tau * tau));
    const double cosine = 1 / std::sqrt(1 + tangent * tangent);
    return {cosine, tangent * cosine};
}

/// Applies the rotation to the values p and q of one row or column.
void turn(double& p, double& q, Rotation by) {
    const double old_p = p, old_q = q;
    p = by.cosine * old_p - by.sine * old_q;
    q = by.sine * old_p + by.cosine * old_q;
}

double off_diagonal(const std::vector<double>& matrix, std::size_t n) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j) sum += matrix[i * n + j] * matrix[i * n + j];
    return std::sqrt(sum);
}

void eliminate(std::vector<double>& matrix, std::vector<double>& vectors, std::size_t n, std::size_t p, std::size_t q) {
    if (matrix[p * n + q] == 0) return;
    const Rotation by = rotation_for(matrix[p * n + p], matrix[p * n + q], matrix[q * n + q]);
    for (std::size_t i = 0; i < n; ++i) turn(matrix[i * n + p], matrix[i * n + q], by);
    for (std::size_t i = 0; i < n; ++i) turn(matrix[p * n + i], matrix[q * n + i], by);
    for (std::size_t i = 0; i < n; ++i) turn(vectors[p * n + i], vectors[q * n + i], by);
}

}  // namespace

SymmetricEigen symmetric_eigen(std::vector<double> matrix, std::size_t n) {
    assert(matrix.size() == n * n);
    constexpr int kMaxSweeps = 60;
    constexpr double kNegligible = 1e-15;
    std::vector<double> vectors(n * n);
    double trace = 0;
    for (std::size_t i = 0; i < n; ++i) {
        vectors[i * n + i] = 1;
        trace += std::abs(matrix[i * n + i]);
    }
    for (int sweep = 0; sweep < kMaxSweeps && off_diagonal(matrix, n) > kNegligible * trace; ++sweep)
        for (std::size_t p = 0; p + 1 < n; ++p)
            for (std::size_t q = p + 1; q < n; ++q) eliminate(matrix, vectors, n, p, q);

    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order,
                             [&](std::size_t a, std::size_t b) { return matrix[a * n + a] > matrix[b * n + b]; });
    SymmetricEigen eigen;
    for (const std::size_t i : order) {
        eigen.values.push_back(matrix[i * n + i]);
        const auto row = std::span<const double>(vectors).subspan(i * n, n);
        eigen.vectors.insert(eigen.vectors.end(), row.begin(), row.end());
    }
    return eigen;
}

}  // namespace convscope

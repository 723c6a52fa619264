// Eigenvalues and eigenvectors of a small symmetric matrix.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace convscope {

/// vectors is n x n, row by row: row i is the unit eigenvector of values[i]. Values descend.
struct SymmetricEigen {
    std::vector<double> values;
    std::vector<double> vectors;

    std::size_t size() const { return values.size(); }
    std::span<const double> vector(std::size_t i) const { return std::span(vectors).subspan(i * size(), size()); }
};

/// `matrix` is n x n, symmetric, row by row. Jacobi's method: rotates two axes at a time until all elements off the
/// diagonal are negligible. Meant for n up to about 50.
SymmetricEigen symmetric_eigen(std::vector<double> matrix, std::size_t n);

}  // namespace convscope

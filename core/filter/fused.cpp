#include "core/filter/fused.h"

#include <hwy/cache_control.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/base/parallel.h"
#include "core/filter/noise/median.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/filter/fused.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/filter/fused_rows-inl.h"
#include "core/filter/fused_source-inl.h"

HWY_BEFORE_NAMESPACE();
namespace convscope::HWY_NAMESPACE {

/// Computes one block of the output, in groups of as many rows as one row of pooling needs.
template <class Act, class Pool>
class BlockFilter {
  public:
    BlockFilter(const FusedJob& job, const PixelRect& block, FusedScratch& scratch)
        : job_(job),
          block_(block),
          cols_(static_cast<std::size_t>(block.cols)),
          group_(kPools ? job.settings.pool_size : 2),
          scratch_(scratch) {
        for (std::size_t i = 0; i < job.slices.size(); ++i)
            sources_[i].emplace(*job.slices[i].plane, job, block, group_, scratch.sources[i]);
        const bool is_3x3 = !job.slices.empty() && job.slices.front().kernel->size == 3;
        two_rows_ = is_3x3 && job.settings.stride == 1 && job.settings.dilation == 1;
        // Pooling reads whole vectors of blocks.
        scratch.rows.resize({2, block.cols + kMaxPoolSize * static_cast<int>(kVectorFloats)});
    }

    FusedRanges run() {
        const int end = block_.row + block_.rows;
        for (int row = block_.row; row < end; row += group_) {
            const int rows = std::min(group_, end - row);
            filter_rows(row, rows);
            if constexpr (kPools) {
                const auto size = static_cast<std::size_t>(group_);
                if (rows == group_ && cols_ >= size)
                    pool_row<Pool>(scratch_.rows.row(0), size, cols_ / size, job_.bypass_cache,
                                   job_.pooled.row(row / group_) + block_.col / group_, ranges_.pooled);
            }
        }
        hwy::FlushStream();
        return ranges_;
    }

  private:
    static constexpr bool kPools = !std::is_same_v<Pool, NoPooling>;

    float* output(int row) const { return job_.filtered.row(row) + block_.col; }

    void filter_rows(int row, int rows) {
        Stages<Act, Pool> stages{job_.settings.weight, job_.settings.bias, job_.bypass_cache, scratch_.rows.row(0)};
        for (int r = row; r < row + rows; stages.starts_pooling = false) {
            if (holds_kept(job_, block_, r)) {
                filter_row_with_kept(r, stages.starts_pooling);
                r += 1;
            } else if (two_rows_ && r + 1 < row + rows && !holds_kept(job_, block_, r + 1)) {
                filter_two_rows(r, stages);
                r += 2;
            } else {
                filter_row(taps_of(r), stages, cols_, output(r), ranges_.filtered);
                r += 1;
            }
        }
    }

    void filter_two_rows(int row, const Stages<Act, Pool>& stages) {
        if (job_.slices.size() == 1)
            filter_two_rows_of<1>(row, stages);
        else if (job_.slices.size() == 2)
            filter_two_rows_of<2>(row, stages);
        else
            filter_two_rows_of<3>(row, stages);
    }

    template <std::size_t kSlices>
    void filter_two_rows_of(int row, const Stages<Act, Pool>& stages) {
        const int first = job_.geometry.rows.source(row, 0);
        std::array<SliceRows3x3, kSlices> slices;
        for (std::size_t i = 0; i < kSlices; ++i) {
            for (int r = 0; r < 4; ++r) slices[i].from[static_cast<std::size_t>(r)] = sources_[i]->at(first + r);
            std::copy_n(job_.slices[i].kernel->values.begin(), slices[i].k.size(), slices[i].k.begin());
        }
        if (stages.bypass_cache)
            filter_two_rows_3x3<kSlices, true>(slices, stages, cols_, output(row), output(row + 1), ranges_.filtered);
        else
            filter_two_rows_3x3<kSlices, false>(slices, stages, cols_, output(row), output(row + 1), ranges_.filtered);
    }

    /// Filters a row that has pixels of the keep border: computes it into scratch memory, copies the kept pixels over
    /// it, and passes it through the remaining stages with the identity filter.
    void filter_row_with_kept(int row, bool starts_pooling) {
        float* temporary = scratch_.rows.row(1);
        Range unused = kNoValues;
        filter_row(taps_of(row), Stages<Act, NoPooling>{job_.settings.weight, job_.settings.bias}, cols_, temporary,
                   unused);
        copy_kept(job_, block_, row, temporary);
        const Stages<NoActivation, Pool> through{1, 0, job_.bypass_cache, scratch_.rows.row(0), starts_pooling};
        filter_row(Taps{1, {temporary}, {1.f}}, through, cols_, output(row), ranges_.filtered);
    }

    Taps taps_of(int row) {
        Taps taps;
        for (std::size_t s = 0; s < job_.slices.size(); ++s) {
            const Kernel& kernel = *job_.slices[s].kernel;
            for (int i = 0; i < kernel.size; ++i) {
                const float* from = sources_[s]->at(job_.geometry.rows.source(row, i));
                for (int j = 0; j < kernel.size; ++j) {
                    taps.from[taps.count] = from + sources_[s]->tap_offset(job_.geometry.cols, j);
                    taps.value[taps.count++] = kernel.at(i, j);
                }
            }
        }
        return taps;
    }

    const FusedJob& job_;
    const PixelRect& block_;
    const std::size_t cols_;
    const int group_;
    FusedScratch& scratch_;
    /// One for each slice. An array, because a vector would allocate memory for every block.
    std::array<std::optional<SourceRows>, kMaxFusedSlices> sources_;
    bool two_rows_ = false;
    FusedRanges ranges_;
};

template <class Act>
FusedRanges filter_block_with(const FusedJob& job, const PixelRect& block, FusedScratch& scratch) {
    switch (job.settings.pooling) {
        case Pooling::none:
            break;
        case Pooling::max:
            return BlockFilter<Act, MaxPooling>(job, block, scratch).run();
        case Pooling::average:
            return BlockFilter<Act, AveragePooling>(job, block, scratch).run();
    }
    return BlockFilter<Act, NoPooling>(job, block, scratch).run();
}

FusedRanges filter_block(const FusedJob& job, const PixelRect& block, FusedScratch& scratch) {
    switch (job.settings.activation) {
        case Activation::none:
            break;
        case Activation::relu:
            return filter_block_with<Relu>(job, block, scratch);
        case Activation::absolute:
            return filter_block_with<Absolute>(job, block, scratch);
        case Activation::clamp:
            return filter_block_with<Clamp>(job, block, scratch);
    }
    return filter_block_with<NoActivation>(job, block, scratch);
}

}  // namespace convscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace convscope {

namespace {

HWY_EXPORT(filter_block);

// The memory that a block reads and writes fits the second-level cache; more columns would not be faster. Rows are a
// multiple of every pooling size, columns of 16 times that: pooling blocks never cross a border between blocks, and all
// rows of filtered and pooled start on whole vectors.
constexpr int kBlockRows = 24;
constexpr int kMaxBlockCols = 1920;
constexpr int kBlockColsUnit = 12 * static_cast<int>(kVectorFloats);
// For outputs of at least this size in bytes, the cache would evict results before they are read.
constexpr std::int64_t kBypassBytes = std::int64_t{8} << 20;

int rounded_up_quotient(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
}

/// The number of columns of each block, chosen so that the last block is not narrow.
int block_cols(int cols) {
    const int blocks = rounded_up_quotient(cols, kMaxBlockCols);
    return rounded_up_quotient(cols, blocks * kBlockColsUnit) * kBlockColsUnit;
}

}  // namespace

void run_fused(std::span<const FusedSlice> slices, const FilterSettings& requested, Size input, FilterResult& result) {
    FilterSettings settings = requested;
    if (!pooling_problem(input, requested).empty()) settings.pooling = Pooling::none;
    const Geometry g = geometry(input, settings);
    result.filtered.resize(g.filtered());
    result.pooled.resize(settings.pooling == Pooling::none ? Size{} : g.pooled());
    const bool bypass_cache = g.filtered().area() * std::int64_t{sizeof(float)} > kBypassBytes;
    const FusedJob job{slices, settings, g, result.filtered, result.pooled, bypass_cache};

    const int cols = block_cols(g.cols.output);
    const int blocks_across = rounded_up_quotient(g.cols.output, cols);
    const int blocks_down = rounded_up_quotient(g.rows.output, kBlockRows);
    std::vector<FusedRanges> parts(static_cast<std::size_t>(blocks_across) * static_cast<std::size_t>(blocks_down));
    parallel_for(blocks_across * blocks_down, [&](int i) {
        thread_local FusedScratch scratch;
        PixelRect block{i / blocks_across * kBlockRows, i % blocks_across * cols, kBlockRows, cols};
        block.rows = std::min(block.rows, g.rows.output - block.row);
        block.cols = std::min(block.cols, g.cols.output - block.col);
        parts[static_cast<std::size_t>(i)] = HWY_DYNAMIC_DISPATCH(filter_block)(job, block, scratch);
    });
    FusedRanges ranges;
    for (const FusedRanges& part : parts) ranges = merged(ranges, part);
    result.filtered_range = finished(ranges.filtered);
    result.pooled_range = finished(ranges.pooled);
}

void filter(const Plane& input, const FilterSettings& settings, FilterResult& result) {
    if (const std::string problem = geometry_problem(input.size(), settings); !problem.empty())
        throw std::invalid_argument(problem);
    if (settings.median) return median(input, settings, result);
    const std::array<FusedSlice, 1> slices{FusedSlice{&input, &settings.kernel}};
    run_fused(slices, settings, input.size(), result);
}

}  // namespace convscope
#endif  // HWY_ONCE

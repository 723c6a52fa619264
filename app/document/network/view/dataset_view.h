// The view state of the page "Data set": the topic, the list of pictures, and the chosen cell of the confusion matrix.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace convscope {

/// excites: the pictures to which a map responds most. confusion: the answers against the true classes. similar: the
/// pictures whose activations are most similar to those of the input.
enum class DatasetTopic { excites, confusion, similar };
inline constexpr std::array<std::string_view, 3> kDatasetTopicNames{"excites", "confusion", "similar"};

/// The pictures listed below the confusion matrix. cell: those of the chosen cell. hardest: those whose true class has
/// the lowest probability. surest: the wrong answers with the highest probability. disagree: those on which two models
/// disagree.
enum class AnswerList { cell, hardest, surest, disagree };
inline constexpr std::array<std::string_view, 4> kAnswerListNames{"cell", "hardest", "surest", "disagree"};

struct DatasetView {
    DatasetTopic topic = DatasetTopic::excites;
    bool percent = false;        ///< the matrix shows percentages of each row instead of counts
    bool mistakes_only = false;  ///< the matrix shows only classes with mistakes
    AnswerList list = AnswerList::hardest;
    std::int64_t truth = -1, predicted = -1;  ///< the chosen cell's classes; -1 if none is chosen
    std::int64_t page = 0;                    ///< of the list of pictures
    bool operator==(const DatasetView&) const = default;
};

}  // namespace convscope

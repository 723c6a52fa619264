#include "app/lesson/sheet/sheet_words.h"

#include <array>

namespace convscope {

namespace {

constexpr std::array<SheetWords, 3> kSheetWords{
    SheetWords{"en",       "Name",        "Date",      "Answer",     "Hint",    "Solution", "For the teacher",
               "Goal",     "Work sheet",  "Solutions", "minutes",    "Input",   "Filtered", "Pooled",
               "sum",      "Layer",       "Shape",     "Parameters", "Picture", "Map",      "Question",
               "Filter",   "Your filter", "Window",    "Weight",     "Bias",    "Border",   "Stride",
               "Dilation", "Activation",  "Pooling",   "moved by",   "Network", "changed",  "off",
               "Pictures", "Training",    "Stage"},
    SheetWords{"ko",     "이름",     "날짜",   "답",         "힌트",      "풀이",        "교사용",    "목표",
               "활동지", "정답지",   "분",     "입력",       "필터 결과", "풀링 결과",   "합",        "층",
               "크기",   "파라미터", "그림",   "맵",         "질문",      "필터",        "나의 필터", "창",
               "가중치", "편향",     "테두리", "스트라이드", "팽창",      "활성화 함수", "풀링",      "이동",
               "신경망", "바꿈",     "끔",     "그림",       "학습",      "단계"},
    SheetWords{"zh",   "姓名",   "日期",       "答案",   "提示", "解答", "教师用", "目标", "练习单", "参考答案",
               "分钟", "输入",   "滤波后",     "池化后", "和",   "层",   "形状",   "参数", "图片",   "特征图",
               "问题", "滤波器", "我的滤波器", "窗口",   "权重", "偏置", "边界",   "步幅", "膨胀",   "激活函数",
               "池化", "移动",   "网络",       "已更改", "关闭", "图片", "训练",   "阶段"}};

}  // namespace

const SheetWords& sheet_words(std::string_view language) {
    for (const SheetWords& words : kSheetWords)
        if (language.substr(0, 2) == words.language) return words;
    return kSheetWords.front();
}

}  // namespace convscope

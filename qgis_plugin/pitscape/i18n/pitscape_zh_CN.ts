<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>Pitscape</name>
  <message>
   <location filename="library: sentences" />
   <source> (25 cells, as none are given)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source> (95 % interval of the change {low} to {high} t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/accuracy.py" />
   <source> (95 % interval of the difference {low} to {high}{by_chance})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/accuracy.py" />
   <source> (95 % interval {low} to {high} %)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> (AIC {aic})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> + {offset}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> - {offset}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> / </source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> Classes with fewer than 30 rows are one, called other: {classes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> Did you mean {word}?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> Effective ranges from {from} to {to} map units were searched.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> Kappa from {from} to {to} was searched.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> Tables have that of the pool table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> The change is that of cells valid in both, and so not the difference of the totals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> The change is that of cells valid in both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> The standard error is {error} t of C, the 95 % interval {low} to {high} t of C.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> Transitions are those of cells valid in both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> Where one variable alone is missing it is {lacking}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> and Moran’s I</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source> and for the whole span</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> in direction {direction}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> in {count} zone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> in {count} zones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> of {group}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> of {group} in direction {direction}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> within MASK</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> {count} cell counts as whole though partly transparent there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> {count} cells count as whole though partly transparent there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source> ± {se}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>"{item}" is not of the form KEY=VALUE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>"{label}" (codes {codes})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>"{label}" ({times})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>"{name}" ({sources})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>"{text}"</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>%</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>% per year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>(G - P) / P where G &lt; P and P &lt; 0.5, else (G - P) / (1 - P); G = like adjacencies of the class / (all its cell sides - sides of the shortest perimeter), P = PLAND / 100.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>(e - min e) / (max e - min e), e being the length of the edges of the class, min e the shortest perimeter of so many cells, and max e the longest: 4 a cell sides of up to half of the A cells of the landscape, 3 A - 2 a (3 more where A is odd) while that is more and 4 a no more than Z + 4 (A - a), Z being the sides at background and border, which is max e beyond; 1 where there is more edge than max e.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>(mean over its cells of 1 + 2 x neighbours of the patch at sides + 1 x those at corners - 1) / 12.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>+ where more is better, or - where less is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>, </source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>, among the million that were looked at</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>, and the coordination D = √(C T) (Eqs 6 and 7).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>, as the band says</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/source.py" />
   <source>, features with {filter}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>, kappa {kappa}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>, not x {scale} as the band says</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>, not x {scale} with offset {offset} as the band says</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>, of the {read} of its {all} cells that were read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>, range {range}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/source.py" />
   <source>, selected features</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/accuracy.py" />
   <source>, which chance may make</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>-1 to 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>-1e12 to 1e12</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>-1e150 to 1e150</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>-1e18 to 1e18</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>-ln sum P²; 0 for one class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>-sum P ln P, P being shares of classes in the area; 0 for one class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>-sum p log2 p, p being the share of a class in all adjacencies of valid cells, counted in both directions.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>-sum p log2 p, p being the share of an ordered pair of classes in all adjacencies.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <location filename="library: sentences" />
   <source>0 or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>0 or more (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <location filename="library: sentences" />
   <source>0 to 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>0 to 100</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>0 to 100 (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>0 to 1e36</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>0 to 90 (degrees)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>0 to less than 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>0 to {most}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>0 where plants cover all, 1 where there are hardly any.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>0.1 in the study, so that no indicator is 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <location filename="reports/variogram.py" />
   <source>1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>1 - area of the patch / area of the circle whose diameter is the largest distance between two corners of its cells (with FRAGSTATS' 3.1415 for pi); 0 for one cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>1 - sum P²; 0 for one class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>1 - sum(a / A)², a being areas of patches and A that of the landscape.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>1 or 2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <location filename="library: sentences" />
   <source>1 or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>1 or more, or 0 for all points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>1 or more, or 0 for any</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>1 or more, or 0 for any number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>1 to 10,000</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>1 to 1024</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>1 to 16</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>1 to 2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>1 to 268,435,456</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>1 to n in the order of the names</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>1 to {most}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>1 where variances are right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>1 − entropy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="study/mining_assessment.py" />
   <source>1, in the study too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>1.5 times that, in whole small squares, or as it was given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>1.5 times the distance up to which residuals are alike (their effective range)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>1/3 each</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x (1 + sum p ln p / (2 ln m)), p = P_i g_ik / sum_k g_ik, g being adjacencies of valid cells counted in both directions and P_i shares of the area.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x (1 - sum p / sum(p root a)) / (1 - 1 / root Z), p being perimeters in cell sides, a cells of patches, Z cells of the landscape.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x CA / TA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x CORE / AREA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x NDCA / TA (ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x NP / TA (ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x PR / MAX_CLASSES.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x PR / TA (ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of AREA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of CAI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of CIRCLE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of CONTIG.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of CORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of DCORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of ECON.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of ENN.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of FRAC.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of GYRATE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of PARA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of PERIM.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of PROX.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of SHAPE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x SD / MN, of SIMI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x TCA / TA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x area of the largest patch / TA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x cell sides against the same class / all cell sides, those at background and border included.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x entropy of the lengths of edges between classes (of the class: with each other one) / the most there can be: ln(m (m - 1) / 2), of a class ln(m - 1), m being the number of classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x like adjacencies / the most that so many cells can have; of a landscape the mean over classes by area.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x pairs of patches of a class no farther than CONNECT_THRESHOLD from one another / all such pairs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x sum of edge x weight / length of all edges, those at background and border included.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>100 x sum of perimeter x weight of CONTRAST / PERIM; at background and border the weight is BOUNDARY_EDGE_PCT / 100.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>1: all directions alike</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>2 / slope of the regression of ln area (m2) on ln perimeter (m) of all patches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>2 ln(PERIM / 4) / ln(area in m2); 1 for a square of 1 m2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>2 or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>2 to 1,000</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>2 where residuals of rows that follow one another are not alike. It depends on the order of the rows; it says nothing of their variance. Moran’s I asks all neighbours.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>3 to 10,000,000</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <location filename="study/mining_assessment.py" />
   <source>3, 5, 10, 15, 20 and 25 cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>4 (sides)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>4 times the largest radius</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>51 stands for more than 50. They are few, where Y was made of classes: residuals are then not normal, and the model tells of differences between classes alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>8 (sides and corners)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>8 bits (× 1/255)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>95 % interval = carbon ± 1.96 standard errors</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>95 % interval = carbon ± 1.96 √variance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <location filename="study/shown/glance.py" />
   <source>95 % interval {low} to {high} t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, HC3, high</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, HC3, low</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, blocks, high</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, blocks, low</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, high</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, high (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, high (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, high (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, low</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, low (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, low (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>95 % interval, low (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>95 % intervals of K and of ring means are percentiles of {replicates} replicates of a bootstrap that draws square blocks of {side} m, which keep what neighbouring cells share, with mining land as it is. Errors of pools and maps are not in them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>95 % intervals of ring means and of K follow from the spatial covariance of the carbon density (its variogram around the trend with distance), with mining land as it is: land that is alike over long distances says less. Errors of pools and maps are not in them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>95 %, high</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>95 %, low</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>95 %: {low} to {high}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>;</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>; </source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>; 1 cell of {band} has none, for want of a value of another band or by a denominator of 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>; the 95 % interval is {low} to {high} t of C</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>; {cells} cells of {band} have none, for want of a value of another band or by a denominator of 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;13 classes are too few for rasters&lt;/b&gt;: the first is then far wider than neighbours are alike, and takes cells for nearly independent. On 200 × 200 cells, two independent fields that vary over some 4 cells were “significant” (p below 0.05) in 52 % of the runs with 13 classes, and in 7 % with classes of two cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;b&gt;A map and a raster&lt;/b&gt; of reference classes: every cell with a class in both is a unit of the sample. Cells of a mapped patch are no independent units, so that standard errors are too small then.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;b&gt;A map and points&lt;/b&gt;: the field has the class of each point, as its code or as its name in the carbon pools or the layer’s legend. A point has the class of the cell in which it lies. Points off the map, on nodata, without a class or a stratum are left out, and the log counts them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;b&gt;A table of counts&lt;/b&gt; in place of both: a row for each class of the map with map_class (code or name), cells (its size, or its share), and a column of points for each reference class, headed by its code (12 or ref_12) or its name. Columns fid, name, map_name, layer, year and zone are left alone. With the area of a cell, areas are in ha.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;A table of years&lt;/b&gt;: a row for each year, or for each year and zone, with a column for each indicator. The table of “Landscape metrics” (wide) is one as it is. The year is in the column &lt;i&gt;year&lt;/i&gt;, or in the field that you name; zones are in the column &lt;i&gt;zone&lt;/i&gt;, where it has values, or in the field that you name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;b&gt;Accuracy and area by class&lt;/b&gt;: lucode, name, points_map, points_ref, mapped_ha, area_ha, se_ha, ci95_low_ha, ci95_high_ha, users, se_users, producers, se_producers, mapped_prop, area_prop, se_prop.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Accuracy of the map&lt;/b&gt; (“Map accuracy”): the last map by reference points: error matrix, overall, user’s and producer’s accuracy, kappa, error-adjusted areas and carbon.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;b&gt;Accuracy of the map&lt;/b&gt;: measure, value, se, ci95_low, ci95_high: overall, kappa, quantity, allocation, exchange, shift, sample_overall, sample_kappa, and with carbon pools carbon_mean_t_ha, carbon_total_t, carbon_map_mean_t_ha, carbon_map_bias_t_ha.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;After a selection p are too small&lt;/b&gt;, and R² too large: of many variables some look well by chance, and these were taken. The cross-validation predicts with the variables that were selected of all cells, and is too good for the same reason. Judge by what is known of the land which variables are to be in, and select none, where you can.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>&lt;b&gt;Anisotropy&lt;/b&gt;: model, kappa, direction, ratio, nugget, psill, sill, range_a, range_a_minor, range_effective, nugget_sill, rss, r2, aic, aic_isotropic, p_isotropic, se_direction, se_ratio, verdict.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>&lt;b&gt;Area of the rings&lt;/b&gt;: ring, from_m, to_m, cells, area_ha (valid cells).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Aspect&lt;/b&gt; in degrees clockwise from north. 1° and 359° are alike, so it enters as northness (cosine: 1 at north, −1 at south) and eastness (sine). Flat cells, which have no aspect, are negative and enter as 0 and 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>&lt;b&gt;CELLS_OVERLAPPED&lt;/b&gt;: cells under two polygons or more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>&lt;b&gt;Carbon by year and class&lt;/b&gt;: cells, area_ha, area_pct, carbon_t, carbon_pct, se_t and the 95 % interval ci95_low_t to ci95_high_t of each class in each year.&lt;br&gt; &lt;b&gt;Carbon by year&lt;/b&gt;: cells, area_ha, area_km2, carbon_t, co2e_t, mean density carbon_t_ha, se_t and the interval. Both have carbon_adjusted_t, se_pool_t and se_map_t where there is an error matrix, the first area_adjusted_ha too.&lt;br&gt; &lt;b&gt;Carbon change by interval&lt;/b&gt;: for every two successive years (span &lt;i&gt;interval&lt;/i&gt;) and for the first and the last (&lt;i&gt;whole&lt;/i&gt;) the cells and area_ha valid in both; gain_ha, loss_ha, unchanged_ha (up to 1e-9 t/ha) and their shares gain_pct, loss_pct, unchanged_pct; gain_t, loss_t (negative) and their sum carbon_t; co2e_t; carbon_t_a, the change per year; se_t and the interval.&lt;br&gt; &lt;b&gt;Map of carbon change&lt;/b&gt;: GeoTIFF in t/ha with one band for each interval.&lt;br&gt; &lt;b&gt;Report&lt;/b&gt;: one HTML file with figures (by class, year and zone), maps, tables, the parameters and a methods paragraph, which needs no network. Figures show up to 9 zones, and say so where there are more.&lt;br&gt; With one map alone there is no change: leave the raster out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>&lt;b&gt;Carbon change&lt;/b&gt;: GeoTIFF on the cells of the map before, in t/ha, alternate minus base; nodata where either map has none. A change of −1 is a value like others.&lt;br&gt; &lt;b&gt;Net present value&lt;/b&gt;: GeoTIFF in currency per ha. It needs a price and both years, and is left out unless you choose a file for it; the number NPV comes with any price.&lt;br&gt; &lt;b&gt;Carbon gained and lost&lt;/b&gt;: category (gain, loss, unchanged: up to 1e-9 t/ha), cells, area_ha, area_pct and carbon_t; with zones for each of them.&lt;br&gt; &lt;b&gt;Carbon change by pairs of classes&lt;/b&gt;: lucode_base, name_base, lucode_alt, name_alt, cells, area_ha and carbon_t, the change; unchanged pairs too.&lt;br&gt; Both tables have layer_base, year_base, layer_alt and year_alt: the maps and their years, those given or else of the layers’ times or names, NULL where there is none.&lt;br&gt; Leave out what you do not need: a table alone writes no raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>&lt;b&gt;Carbon density&lt;/b&gt;: GeoTIFF on the cells of the map, in t/ha or, with &lt;i&gt;t_cell&lt;/i&gt;, in t per cell.&lt;br&gt; &lt;b&gt;Carbon by class&lt;/b&gt;: cells, area_ha, area_pct, the four pools (c_above_t …), carbon_t and carbon_pct for each class of the map, with its standard error se_t and its 95 % interval ci95_low_t to ci95_high_t (NULL without standard errors in the table). zone is NULL without zones; layer and year tell the map, year being NULL where neither its time nor its name tells one. With an error matrix carbon_adjusted_t, area_adjusted_ha, se_pool_t and se_map_t. The total, its standard error and its interval stand in the log.&lt;br&gt; Leave out what you do not need: the table alone writes no raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Carbon from a table of classes&lt;/b&gt; has one value for each class: its r with an index tells how the index differs between classes, and nothing within them. Of maps that were made from one another (SAVI and NDVI, windows of the same land-cover map) r is large by construction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Carbon made from a land-cover table&lt;/b&gt; has as many values as classes (distinct_y, which counts up to 50). Its residuals are not normal, and the model tells how classes differ in X. A land-cover map among the factors then explains all: that is the table itself.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Carbon pools&lt;/b&gt;: lucode, c_above, c_below, c_soil, c_dead (t/ha); with se_above, se_below, se_soil, se_dead carbon has standard errors and intervals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Carbon&lt;/b&gt; (“Carbon storage” for each map, “Carbon series” over all, “Carbon change” for the net present value of the first and the last map, where a price is given). This chapter is always there. Its intervals have the errors of the pools alone, for all years alike; those of the map of the last year are in the chapter on accuracy, with its carbon.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Cells or rows of the model&lt;/b&gt;: row and column (from 1), x and y (map units), observed, predicted, residual, leverage, studentised (residual over its standard deviation by the fit without the row), cooks_distance, block, fold, and a column of each variable; where a variable has the name of one of these it gets another, which the log tells. Of a table source_fid is the id of the feature (row counts those that were selected). Points in the CRS of Y, or the points of the table; a plain table where there is no point. Shapefiles cut names to ten letters, which the log tells: take a GeoPackage.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Cells&lt;/b&gt; in which a variable has no value are left out (listwise). All others count, or a sample of them: drawn at random, of every few rows and columns, or drawn in each class of a raster. Nothing is sampled unless you ask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Cells&lt;/b&gt;: all, or a sample: drawn at random, of every few rows and columns (every s-th, with the smallest s that leaves so few, from the middle of the first s on), or drawn in each class of a raster in proportion to its cells, two at least. Drawn cells may have a least distance. Nothing is sampled unless you ask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Classes of distance&lt;/b&gt; are two cells wide (the longer side), of points as wide as √(bounding box / n). A number of your own makes so many equal classes up to the largest distance; 13 is what modified.ttest of the R package SpatialPack has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>&lt;b&gt;Classes&lt;/b&gt;: layer, year, lucode, name, cells, area_ha (of the cells) and polygon_area_ha (of the polygons on the grid, each as it is drawn: where they overlap both count). The log names classes whose two areas differ by more than 1 %.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Climate of 1 km that was resampled to 10 m&lt;/b&gt; has few values of its own: ten thousand cells say what one does. p does not know it; p_block does where blocks are wider than such a cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Coarse layers&lt;/b&gt;: climate of 1 km cells that is resampled to 10 m has few values; n counts them ten thousand times, n_effective does not.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Codes of classes&lt;/b&gt; are names, not amounts; a map of classes is warned of. Compare the carbon of classes, or make a raster of amounts.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>&lt;b&gt;Contribution ratio by ring&lt;/b&gt;: layer, year, ring, from_m, to_m, ring_area_ha, ring_carbon_t, ring_mean_t_ha, ring_mean_ci95_low_t_ha, ring_mean_ci95_high_t_ha, cumulative_area_ha, cumulative_carbon_t, k_pct, k_ci95_low_pct, k_ci95_high_pct, k_decline_pct_per_km, k_uniform_pct. A ring without valid cells has area 0, and mean and K are NULL; in a year without mining land all are NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Correlations&lt;/b&gt;: var_a, var_b, r, n, t, p, n_effective, p_effective, classes (classes of distance that have pairs); layer and year are those of the first raster, or of the table. Each pair once, in the order of the variables.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;Coupling and coordination by year&lt;/b&gt;: zone, layer, year, l, f, ca, c, t, d, grade, grade_number (from 1), lagging (which of l, f and ca is smallest), f_value, f_min, f_max, ca_value, ca_min, ca_max.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Coupling coordination&lt;/b&gt; (“Coupling coordination”): integrated index L of the pattern, F of forest and grassland, Ca of carbon, coupling C, development T, coordination D, obstacles.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>&lt;b&gt;Covariogram&lt;/b&gt;: direction, bin, dist, covariance, np.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Cross-validated points&lt;/b&gt;: fid, x and y, fold, observed, predicted, variance, residual, z_score, neighbours, as points in the CRS of the run.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>&lt;b&gt;Curves of the models&lt;/b&gt;: direction, model, dist, gamma, variogram.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <source>&lt;b&gt;Curves of the models&lt;/b&gt;: direction, model, dist, gamma.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>&lt;b&gt;Curves of the models&lt;/b&gt;: metric, radius, model, dist, gamma.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Curves&lt;/b&gt; are seen in the partial residuals of the report. Give a variable’s square as a raster of its own where it bends.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Curves&lt;/b&gt;: r sees straight lines (Spearman all that rises or falls steadily). A hump or a hollow may have r = 0. Look at the scatters of the report.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Diagnostics&lt;/b&gt;: statistic, value, p, unit, meaning. Effective range in m.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Directions of the indicators.&lt;/b&gt; More patches, a higher density of patches and longer edges are worse here (−), cohesion, SHDI and SHEI better (+). The study takes all six as better where there is more, without saying so. Its table of indicators is in the sample (indicators.csv): with it, with weights as the indicators give them and with 0.1 as the worst value its Table 6 gives L of 0.615, 0.519, 0.448 and 0.507, where it prints 0.614, 0.519, 0.449 and 0.506; for 2022 that takes SHDI and SHEI of the areas of its Table 5, and not those that it prints.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Directions&lt;/b&gt; go round: 1° and 359° are alike. Take cosine and sine of aspect (northness and eastness).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>&lt;b&gt;Distance&lt;/b&gt; (m, Float32, nodata −3.4e38). With “Negative distances inside sources”, source cells get minus the distance to the nearest cell that is no source.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Durbin-Watson&lt;/b&gt; tells whether neighbours in the order of the rows are alike, and not whether residuals have one variance, for which the study takes it. Here Koenker’s test does that, and Moran’s I asks for neighbours on the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Durbin-Watson&lt;/b&gt; tests whether rows that follow one another are alike: of a raster that is the order of cells, row by row. It does not test whether residuals have one variance, for which studies sometimes print it; koenker_bp does.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;Entropy of few years tells little.&lt;/b&gt; A weight by entropy is large where one year is far from the others. With four years, one of them decides.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Eq. 5.&lt;/b&gt; As printed the formula of the coupling lacks a division. Here C is the geometric mean over the arithmetic one; by Eq. 5 as printed the D of the study cannot be had, whatever the extremes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;b&gt;Error matrix&lt;/b&gt;: stratum (NULL where the classes of the map are the strata), map_lucode, map_name, ref_lucode, ref_name, points, area_prop. Up to 10,000 pairs of classes have a row each, also those without points; of more, and with other strata, those with points. Sums of points and area_prop by map_lucode give n and W of each stratum, so that all variances and covariances of areas follow from this table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Error or lag&lt;/b&gt;: where lm_error and lm_lag both have a small p, look at the robust ones. The small one tells of errors (something alike over a distance is not among the variables: look for it), or of a lag (what a place has depends on its neighbours). Spatial error and lag models are not fitted here; “Cells or rows of the model” hands all over to R or GeoDa.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Extrapolation&lt;/b&gt;: PREDICTED has a value wherever all variables have one, also where these are beyond the values of the fit; the log says how many such cells there are. A straight line need not go on there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;Extremes and weights of indicators&lt;/b&gt;: column_name, direction, min, max, entropy, redundancy (1 − entropy), weight.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Extremes of F and Ca&lt;/b&gt; are not printed in the study. Without any, one year is the least and has D 0: give a lower and a higher one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;Extremes of F and Ca&lt;/b&gt;: what is 0 and what is 1. Without them the least and the largest of the years: then one year has F 0, and its D is 0. Give a lower and a higher one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;F and Ca&lt;/b&gt;: fields of the table of years, or the table “Carbon by year and class” of “Carbon series”: F is then the area of the class codes that are forest and grassland (ha), Ca the carbon of all classes (t).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Factors&lt;/b&gt;: rasters of class codes. Each class but the largest (the base) gets a coefficient: by how much it differs from the base, all else alike. Classes of fewer than 30 cells are put together as “other”; those of a table are not.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Features with predictions&lt;/b&gt;: the targets with predicted, variance, neighbours.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Figures of the cross-validation&lt;/b&gt;: measure, value. &lt;b&gt;Terms of the drift&lt;/b&gt;: term, coefficient, se (of the mean in ordinary kriging). &lt;b&gt;Parts of the model&lt;/b&gt;: part, psill, range_a, range_effective, kappa, angle, ratio.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>&lt;b&gt;Fitted models&lt;/b&gt;: direction, model, structures, kappa, nugget, psill, sill, range_a, range_effective, psill2, range_a2, nugget_sill, se_nugget_sill (NULL here: a table has no blocks), rss, r2, aic, at_bound; variogram (“metric AI, radius 50”: which of several, NULL for one).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <source>&lt;b&gt;Fitted models&lt;/b&gt;: direction, model, structures, kappa, nugget, psill, sill, range_a, range_effective, psill2, range_a2, nugget_sill, se_nugget_sill, rss, r2, aic, at_bound.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>&lt;b&gt;Fitted models&lt;/b&gt;: metric, radius, and model, nugget, psill, sill, range_a, range_effective, psill2, range_a2 (empty: models have one structure), nugget_sill, se_nugget_sill, rss, r2, aic, at_bound; range_widths (effective range in widths of the window), gamma1_variance (semivariance of the first bin over the variance), of_rule (1 for the model of the rule).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Folder of the rasters&lt;/b&gt; (GeoTIFF):</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;From a table&lt;/b&gt;: the fitted models of “Point variogram”, “Raster variogram” or “Variogram fit”. The one with the lowest AIC of those that ended at no bound is taken; the log names it, and one with a lower AIC that was passed over. A table with models of several variograms is refused: select the rows of one. With a drift the model has to be of what is left beside it, which is less than the variogram of the values: leave the table out, and it is fitted so. Where SNAP is in another unit of length than the points (feet, m), a table is refused: reproject the points first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Group in the project&lt;/b&gt;: “Pitscape:” and the name of the area, with rasters and polygons in the order of the chapters, styled, with their years as temporal range, and the tables in a group of their own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>&lt;b&gt;Groups of classes&lt;/b&gt;: a table with the columns &lt;b&gt;lucode&lt;/b&gt; and &lt;b&gt;class_group&lt;/b&gt;; “Table by pairs of classes” makes one to fill in. All tables, the map and the report are then by group; groups are numbered from 1 in the order of the smallest code of each, and change within a group is no change. Every class of the maps needs a row.&lt;br&gt; &lt;b&gt;Carbon pools&lt;/b&gt;: with them the matrix has the change of carbon of each pair: (density after − density before) × area, of the classes, also where there are groups.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;Indicators and obstacles by year&lt;/b&gt;: column_name, value, rescaled, obstacle_pct.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;Indicators&lt;/b&gt;: typed into a table of the dialog, or a table or CSV of your own: &lt;b&gt;column_name&lt;/b&gt;, &lt;b&gt;direction&lt;/b&gt; (+ or -), and if you like &lt;b&gt;min&lt;/b&gt;, &lt;b&gt;max&lt;/b&gt; and &lt;b&gt;weight&lt;/b&gt;. Without min or max it is the least or the largest of the years. “Table template” makes such a table with the columns of yours. The result “Extremes and weights” is one too: with it another landscape, or another year, is measured on the same scale (weights as the indicators give them).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>&lt;b&gt;Indices&lt;/b&gt;: GeoTIFF (Float32, nodata −3.4028234663852886e38) with a band for each index, in the order in which they were given, and a style for each.&lt;br&gt; &lt;b&gt;Folder&lt;/b&gt;: a file of each index too, such as picture_NDVI.tif.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;It depends on the extremes.&lt;/b&gt; L, F and Ca say where a year lies between them. D of two landscapes, or of two reports, can be compared only where indicators, directions, weights and extremes are the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>&lt;b&gt;K falls with distance even over uniform surroundings&lt;/b&gt;, because mining land is a smaller and smaller part of S&lt;sub&gt;l&lt;/sub&gt;. So each year has a null curve, &lt;b&gt;k_uniform_pct&lt;/b&gt;: K if all other valid land of the map, that beyond the last ring too, were at its mean density. What K tells is in its difference from this curve, and in the ring means.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Land cover and its transitions&lt;/b&gt; (“Land-cover transitions”): what became of each class, or of each group of classes, by interval and over all years; gain, loss, swap, rates, intensity.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>&lt;b&gt;Land cover of the rings&lt;/b&gt;: ring, lucode, name, cells, area_ha, area_pct (of the ring).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>&lt;b&gt;Land cover&lt;/b&gt;: a GeoTIFF of the smallest of the types Byte, Int16, UInt16 and Int32 that holds the codes and one value more, which is nodata (255, −32768, 65535 or −2147483648 where that is no code, else 0, else the largest that is none).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Land-cover maps&lt;/b&gt; in any order, each with a year: given, from the layer’s time, or from four digits of its name. The first one given sets the grid; the latest is the map of reference points, windows and carbon density.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>&lt;b&gt;Landscape metrics&lt;/b&gt;, &lt;b&gt;Class metrics&lt;/b&gt;: zone, layer, year, for classes lucode and name, and a column for each metric (form wide), or the columns metric, value and unit (form long). One run over the maps of several years gives the table of years by metrics.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Landscape pattern&lt;/b&gt; (“Landscape metrics”): all metrics of landscapes and classes that need no setting of their own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>&lt;b&gt;Level zones&lt;/b&gt;: the same as polygons, with mining land as level 0. The loaded layer shows the last year; clear its filter for all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>&lt;b&gt;Levels of sensitivity by year&lt;/b&gt;: method (segmented, study), level, name, from_m, to_m, break_ci95_low_m, break_ci95_high_m, break_p, break_tested_by, break_draws, slope_t_ha_per_km, area_ha, carbon_t, mean_t_ha, k_pct (within to_m).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>&lt;b&gt;Levels of sensitivity&lt;/b&gt;: a band for every year with the level of every valid cell in the rings, from 1 (UInt16, nodata 0; mining land is nodata).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;MORAN_P below 0.05: read p_block.&lt;/b&gt; Neighbouring cells of a map are alike, and p and se take every cell as a finding of its own. With a million cells nearly every variable is then “significant”. p_block counts blocks.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Many pairs&lt;/b&gt;: one in twenty has p below 0.05 by chance. No p is corrected for their number.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Mining land&lt;/b&gt;: class codes (pits, dumps, industrial land), or a layer. &lt;b&gt;Forest and grassland&lt;/b&gt;: class codes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Missing values&lt;/b&gt;: each pair has the cells that both have (pairwise, as SPSS does by default), or all pairs have the cells that all have (listwise), which is what a regression would have.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Model&lt;/b&gt;: variable, coefficient, se, t, p, ci95_low, ci95_high, beta, partial_r, vif, se_hc3, p_hc3, ci95_hc3_low, ci95_hc3_high, se_block, p_block, ci95_block_low, ci95_block_high, unit (that of Y over that of the variable, where the rasters tell them). The first row is the intercept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Moran’s I&lt;/b&gt; of the residuals, with the moments of Cliff and Ord for residuals and a two-sided p (spdep’s is of one side unless it is asked); neighbours are the up to 8 cells around a cell, of points and drawn cells the 8 nearest, each with the same weight. &lt;b&gt;lm_error, lm_lag&lt;/b&gt; and their robust forms: Lagrange multipliers (Anselin et al. 1996).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>&lt;b&gt;Nearest source&lt;/b&gt; (UInt32, nodata 0): the number of the feature in the layer’s order (of those with a geometry, from 1), or the number of the class among the codes in ascending order, which the raster’s attribute table names. Of two sources as near the one in the column further left, then the upper, is the nearest.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Neighbours are alike&lt;/b&gt;: see above. A trend across the whole map is like one single cell to n_effective, and rightly so: two trends always correlate.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Neither&lt;/b&gt;: a model is fitted here as “Point variogram” does by default (spherical, exponential, Gaussian; the lowest AIC of those whose range is not at the end of the search; no nugget is a value like another, but of Gaussian). With a drift it is fitted to what is left beside it by least squares, and once more beside the drift by generalised least squares with the first model. Look at the figure in the report before you use it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Numbers&lt;/b&gt;: carbon of the first and the last map and its change (t), net present value, changed share (%), overall accuracy, radius of the windows, D of the first and the last year, first break of the contribution ratio (m). What is left out has none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;One of L, F and Ca is 0&lt;/b&gt;: C and D are 0 by the standard formula and by Wang et al.; by Fan et al., who look at the spread alone, they need not be. If all three are 0, C and D are NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Or a raster with gaps&lt;/b&gt;: its cells without a value (inside the mask, where there is one) are predicted from those with one. The output is the raster with its gaps filled; variance is 0 in cells that had a value. Here there are no targets, no cross-validation, and no grid but its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Or a table&lt;/b&gt; and its fields: a row for each plot or place. Points in a projected CRS bring their places along, in any unit of length. Without a place (a table, polygons, points in degrees) there is no effective number. Selected features and filters count. A text that is no number is an error; NULL and NaN are missing. A field whose name has a space or a comma cannot be named here: rename it first (“Rename field”).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Or a table&lt;/b&gt; and its fields: a row for each plot or place. Points in a projected CRS bring their places along, in any unit of length. Without places (a table, polygons, points in degrees) nothing is known of neighbours: no Moran’s I, no blocks. Selected features and filters count. A text that is no number is an error; NULL is missing. A field whose name has a space or a comma cannot be named among X: rename it first (“Rename field”).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>&lt;b&gt;Patch metrics&lt;/b&gt;: zone, layer, year, lucode, name, patch, area (ha), perim and gyrate (m), para (m/ha), shape, frac, circle, contig, ncore, core (ha), cai and econ (%), enn (m), prox, simi.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>&lt;b&gt;Patch sizes&lt;/b&gt;: number of patches and area_ha by class and size, above from_ha up to to_ha.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>&lt;b&gt;Patches (ids)&lt;/b&gt;: id of the patch of every cell, from 1 in the order of their first cells, row by row (UInt32, nodata 0); a band for every map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>&lt;b&gt;Patches&lt;/b&gt;: polygons of all patches with the same columns; patches share their edges, and a patch that hangs together by corners has several parts. The loaded layer shows the last year; clear its filter for all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Pattern in windows&lt;/b&gt; (“Window scale”, “Moving window”): the radius of windows by nugget / sill of SHEI, PD, AI and LSI on the last map, then NP, PD, LPI, ED, LSI, CONTAG, COHESION, SHDI, SHEI and AI in windows of that radius around each cell. With a radius that you give no scale is looked for, which saves most of the time. Where the rule gives no radius windows have the median of the metrics’ radii, and the report says so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Points and a field&lt;/b&gt; of numbers. Selected features and filters count. Points without a value (NULL, NaN) or without a place are left out, and the log counts them. Points in another CRS than the grid of SNAP are brought into its CRS. Degrees have no length: give points in a projected CRS, or SNAP in one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;b&gt;Points with both classes&lt;/b&gt;: the points with map_lucode, map_name, ref_lucode, ref_name, agrees (1, 0) and fate: used, off_map, nodata, no_class, ignored (on land that counts, with a reference class to be ignored), no_stratum.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Predicted&lt;/b&gt; and &lt;b&gt;Residuals&lt;/b&gt; (observed less predicted): rasters on the grid of Y.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Prediction&lt;/b&gt;, &lt;b&gt;Kriging variance&lt;/b&gt;, &lt;b&gt;Points of each prediction&lt;/b&gt;: rasters, nodata where there is no prediction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Radius of the windows&lt;/b&gt;: by a rule, with maps in random order beside it, where the study reads 50 m off a figure. &lt;b&gt;Levels&lt;/b&gt;: where ring means break, tested, with the study’s 4 and 8 km beside them. K falls with distance over uniform land too: its null curve is shown.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Rasters&lt;/b&gt;: two or more, each a variable of the name of its layer (of two of one name the second is “name 2”). The first gives the grid and the CRS; others are brought onto it, and the log says so. One band is read of all, or every band is a variable of its own, of the name of the band (tick “all bands” for rasters of “Moving window” and “Spectral indices” with several bands). What another step of a model made in passing has the name of its band.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Reach of the mine&lt;/b&gt; (“Contribution ratio of mining land”): carbon in rings around mining land, contribution ratio K with its null curve, levels of sensitivity.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: composition, patch sizes, metrics of landscapes and classes by year and zone, maps, a methods paragraph. Figures show up to 9 zones, 12 classes, and the metrics most in use; captions say what is left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: curves of all years in one figure, maps of the levels, tables, and a methods paragraph.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: figures of all systems by year, D before its grades, obstacles, all tables, a methods paragraph. Of many zones figures show the first six, and say so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: maps, the model on its variogram, the cross-validation with a map of residuals, a methods paragraph.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: nugget / sill by radius of all metrics in one figure and in the band of permuted maps, variograms, the tables, a methods paragraph.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: one HTML file that needs no network: the main figures, then the chapters with figures, tables, methods and references.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: the equation with units, coefficients with three kinds of intervals, a map of the residuals, their variogram (distance in m), observed against predicted, Q-Q plot, partial residuals, steps, diagnostics, a methods paragraph.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: the matrix as a picture with stars, scatters, all pairs, a methods paragraph. Stars are by p_effective, or by p where there is no effective number at all, which the caption says.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: the matrix, areas with intervals, quantity and allocation, carbon with its interval, the bias of the map, a methods paragraph.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: the variograms of all directions with the models in one figure, the map where it is asked for, tables, a methods paragraph.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/variogramfit.html" />
   <source>&lt;b&gt;Report&lt;/b&gt;: the variograms with the models in one figure, tables, a methods paragraph.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>&lt;b&gt;Ring raster&lt;/b&gt; (UInt16, 0 for sources, nodata 65535) and &lt;b&gt;Rings&lt;/b&gt;, polygons along the edges of cells with the columns of the area table. A ring without cells has no geometry. The map below is seen through both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;R² of blocks not seen&lt;/b&gt; (r2_cv_block): the blocks are dealt to folds, and each fold is predicted by the coefficients of the others: 1 − Σ (y − ŷ)² / Σ (y − ȳ)². &lt;i&gt;r2_pred&lt;/i&gt; (PRESS) leaves out single cells, whose neighbours stay: it is too good on maps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;R² of blocks not seen&lt;/b&gt; tells how well places are predicted that were not measured. If it is far below R², the model has learnt these places.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>&lt;b&gt;Scale choice and its sensitivity&lt;/b&gt;: rows of the part rule (metric, radius, nugget_sill, se_nugget_sill, step, tolerance, stable, null_nugget_sill (mean of the permuted maps), se_null_nugget_sill (their standard deviation), null_low, null_high (ends of the band, within 0 to 1), null_p (up to 0.05 outside of it), verdict) and of the part sensitivity (tau, eps, model, cutoff, and the radius or verdict of all metrics together).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Selection&lt;/b&gt;, among those that are left, as SPSS does it. Forward: the variable of the smallest p enters, while that is no more than p to enter. Backward: the variable of the largest p leaves, while that is no less than p to leave. Stepwise: whatever has to leave does so; else the best one enters. None enters with a tolerance below 1e-4. With “none” nothing is selected.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Size of cells to coarsen to&lt;/b&gt;: the maps are brought onto larger cells first, each with the class that fills most of it; a cell at the border is whole, so that areas grow by a little. &lt;b&gt;Chapters to leave out&lt;/b&gt;: what you do not want, or what takes too long.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Slope and aspect from a DEM&lt;/b&gt;: “Slope” and “Aspect” of the toolbox, native:slope and native:aspect, or GDAL’s gdal:slope and gdal:aspect. Both give aspect in degrees clockwise from north, and both write flat cells as nodata (−9999), so that the regression would leave them out. To keep them, untick “No data value: −9999” of the layer (Layer Properties, Transparency): they are then negative. Do not let gdal:aspect “return 0 for flat”: that is north.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Steps&lt;/b&gt;: stage (constant, singular, vif, selection), step, action (enter, remove, keep), variable, f, p, vif, r2, r2_adj, rmse, in_model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Table 5&lt;/b&gt; has five labels one place off: mining, both dumps, industrial land and water. With the labels put right, areas add up to the study area. Carbon of industrial land fits 28.97 t/ha there, and not the 27.30 of its Table 3.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;Tables and polygons (GeoPackage)&lt;/b&gt;, as layers; as CSV too, where a folder for these is given:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>&lt;b&gt;Two years&lt;/b&gt;: without extremes of its own each indicator is at its worst in one and at its best in the other, so that all weights by entropy are alike (with 0 as the worst value e is 0 and the log says so). One year alone has no entropy, and needs weights that are given or alike, and extremes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Typed&lt;/b&gt; (advanced parameters): model, nugget, partial sill, range a (that of the table’s range_a), kappa, and a second model that is added. Direction and ratio make ranges an ellipse, of typed, read and fitted models alike: the angle is that of the longest range, clockwise from north.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Variance inflation&lt;/b&gt;: VIF = 1 / (1 − R²) of a variable regressed on the others. The variable of the largest VIF goes, and all are computed anew, until none is above the limit (10; 5 in many studies; 0 lets all stay). Of a factor with df dummies it is GVIF^(1 / (2 df)) (Fox and Monette 1992), which is a root: its square is held to the limit. A factor goes as a whole.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>&lt;b&gt;Variogram as it was read&lt;/b&gt;: direction, bin, dist, gamma, np, variogram.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>&lt;b&gt;Variogram map&lt;/b&gt; (Float32): semivariance (band 1) and pairs (band 2) by lag, no lag in the middle, north up as the raster is. Its coordinates are lags in map units around 0, 0. QGIS draws it over the middle of the raster, by a CRS of the layer whose origin is there; its place on the map means nothing. Where the raster’s CRS has no such origin it lies at 0, 0: right-click the layer, Zoom to Layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Variogram&lt;/b&gt; (direction, bin, dist, gamma, np) and &lt;b&gt;Curve of the model&lt;/b&gt; (axis, dist, gamma), to draw them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <source>&lt;b&gt;Variogram&lt;/b&gt;: direction, bin, dist, gamma, np.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>&lt;b&gt;Variograms&lt;/b&gt;: metric, radius (map units), direction (empty), bin, dist, gamma, np.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;What goes along with carbon&lt;/b&gt; (“Spectral indices”, “Correlation”, “Regression”): DVI, EVI, RVI, SAVI, GNDVI, NDVI of a picture of the last year, as far as its bands are given; r of carbon density with these, the covariates and the windows; a model of the environment (indices and covariates) and one with the pattern (the same and the windows), stepwise, after what is inflated is left out: the study’s Model 1 and Model 2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;b&gt;Where to predict&lt;/b&gt;: on the grid of a raster (SNAP), or in cells of a size over an extent (edges of cells lie on multiples of the size; without an extent that of the points), or for points or polygons (targets). An extent may be in any CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Without a constant&lt;/b&gt; all R² are about 0 (shares of the squares of Y) and larger: do not compare them with those of a model with one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;Y&lt;/b&gt;: a raster of amounts. It gives the grid and the CRS; rasters that differ are brought onto it, and the log says so. &lt;b&gt;X&lt;/b&gt;: rasters of amounts, each a variable of the name of its layer; what another step of a model made in passing has the name of its band. One band is read of all of them, or every band is a variable of its own, of the name of the band (tick “all bands” for rasters of “Moving window” and “Spectral indices” with several bands). A map of classes among these is warned of: its codes are names.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;aic, aicc, bic&lt;/b&gt; count σ, as R does. &lt;b&gt;koenker_bp&lt;/b&gt;: n R² of e² on X. &lt;b&gt;condition_number&lt;/b&gt;: Belsley’s. &lt;b&gt;jarque_bera&lt;/b&gt;: of skewness and kurtosis.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>&lt;b&gt;contrast&lt;/b&gt;: how much the edge between two classes counts, from 0 (none) to 1, for “Contrast” of Landscape metrics (ECON, CWED, TECI). A row for each two classes that touch.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>&lt;b&gt;edge_depths&lt;/b&gt;: how deep the edge of a class is where another class lies beyond it, in map units, 0 for no edge, for “Depths of edges” of Landscape metrics (core area). Two rows for each two classes that touch, one each way round: lucode_a is the class whose edge it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>&lt;b&gt;groups&lt;/b&gt;: a group for each class, as in Forest for both deciduous and coniferous forest. A row for each class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>&lt;b&gt;indicators&lt;/b&gt;: for each column of numbers of a table of years by indices, as Landscape metrics make one, whether more of it is better (+) or less (-). The columns fid, ogc_fid, zone, layer, year, lucode and patch are no indicators, nor are those that hold anything but numbers (the log names those that hold some).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;b&gt;p of correlations and models.&lt;/b&gt; Cells are not independent: a million of them may be worth a hundred. Here p by the effective number of cells and by blocks of land stand beside p of independent cells, which is what the study prints. In its Table 8, DEM has t 0.546, and that is a p of 0.59.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;se_block, p_block&lt;/b&gt;: the same with sums of e x over squares (blocks) in place of cells, times G / (G − 1) × (n − 1) / (n − p), with t of G − 1 degrees of freedom (CR1; G blocks). Residuals within a block may be alike as they like. The side of the blocks is 1.5 times the effective range of the variogram of the residuals (whole small squares of it), unless you give one. With fewer than 10 blocks it is NULL, and of a coefficient that fewer than 5 blocks tell, as of a class that lies in one place (Carter, Schnepel and Steigerwald 2017). With fewer than 10 blocks for each coefficient it is still too small: of 8 simulated maps that had nothing to do with Y .14 had a p_block of 0.05 or less on 25 blocks, .11 on 49, .09 on 100.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>&lt;b&gt;se_hc3, p_hc3&lt;/b&gt;: (X′X)&lt;sup&gt;−1&lt;/sup&gt; (Σ e² x x′ / (1 − h)²) (X′X)&lt;sup&gt;−1&lt;/sup&gt;, for residuals e of any variance; h is the leverage (MacKinnon and White 1985).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>&lt;b&gt;similarity&lt;/b&gt;: how alike two classes are, from 0 to 1, for “Similarity” of Landscape metrics (SIMI). A row for every two classes, also those that do not touch, since SIMI looks at patches that lie apart; for at most 1,000 classes. A class and itself have 1 and need no row.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>&lt;b&gt;the class at its centre&lt;/b&gt;: the cell has the class of the polygon that holds its centre, and none where no polygon does. A centre on a border that polygons share lies in exactly one of them: the one on its right, on a horizontal border the one below. Cells of a coverage without gaps are claimed once each.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>&lt;b&gt;the class of the largest share&lt;/b&gt;: of every class the area is taken on which it is seen in the cell, exactly, by the borders themselves; polygons of one class count together. The cell has the class of the largest area, and none where the area that no polygon covers is larger. Of equal areas (to 10&lt;sup&gt;−9&lt;/sup&gt; of a cell) the smaller code counts, and a class before none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;i&gt;Blocks&lt;/i&gt; are means over rectangles around the centres of cells: 4 × 4 Gauss-Legendre places stand for one, the nugget is left out of their covariances (as in gstat), and the drift is averaged over them. Targets that are polygons are means over those centres of a 10 × 10 grid over their extent that lie in them, and so is their drift: of parts far from each other, or of thin ones, these are few; split such a feature before. The points that count are those nearest to the middle of a polygon; where it holds more than these, a warning says to take all. Means vary less than values: use blocks where a mean is what you want.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>&lt;i&gt;Plugins, Pitscape, Copy the study model to my models&lt;/i&gt; (also in the context menu of this algorithm in the toolbox) puts the same chain into your models, as “Pitscape study”: in the toolbox under Models, Pitscape. &lt;i&gt;Edit Model&lt;/i&gt; in its context menu opens it in the modeler. It has a box of inputs, steps and outputs for each chapter; settings of methods are in the steps. Run as it is, it gives the same figures as this algorithm, with a report for each step. It leaves out what is not given, in the same way; but where a step has no result for the data (maps without years, one map, codes that no map has), the whole model ends, and in tables of one map the year and the names of variables are those of its layer or file. From the command line name the outputs that you want, and those that other steps take: the program says which are missing. What it does not have: coarser cells, one report and one GeoPackage, carbon density of earlier maps, and maps that lie on different grids on one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;i&gt;Variation over short distances&lt;/i&gt;: predictions at points are their values, with variance 0. Points in one place are merged to their mean; the log says how many, and how far their values differ at most. &lt;i&gt;Error of the values&lt;/i&gt; (gstat’s Err): predictions do not pass through the points, variance is that of the value without its error, and each point in one place keeps an error of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonstorage.html" />
   <source>&lt;i&gt;auto&lt;/i&gt;: the area of a cell in the plane of the CRS, checked against the ellipsoid (off by more than 0.1 % warns, by more than 1 %, as in Web Mercator, refuses); on the ellipsoid where the map is in degrees. &lt;i&gt;planar&lt;/i&gt; and &lt;i&gt;ellipsoidal&lt;/i&gt; take one of them whatever the check says. A local grid (engineering CRS), as mines have them, is tied to no place on the Earth: its areas are those of its plane, with &lt;i&gt;planar&lt;/i&gt;.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;i&gt;simple&lt;/i&gt;: points were drawn at random all over the map; &lt;i&gt;systematic&lt;/i&gt;: on a grid, which is taken as simple. Both are post-stratified by the classes of the map: figures are those of the map, and the sample as it is stands beside.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>&lt;i&gt;simple&lt;/i&gt;: the mean is known and has to be given. &lt;i&gt;ordinary&lt;/i&gt;: it is not known. &lt;i&gt;universal&lt;/i&gt;: it follows the coordinates (linear or quadratic) or rasters, whose value at a point is that of the cell that holds it; points without it are left out and counted, cells without it have no prediction. Coordinates are centred in each neighbourhood, so that large ones spoil nothing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>&lt;i&gt;stratified&lt;/i&gt;: points were drawn at random in each class of the map. Where the strata are others, give the field of the points’ strata and a table of their sizes (stratum, cells).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>= 1 cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>= {across} cells across, {down} down</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>= {count} cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>A &lt;b&gt;constant indicator&lt;/b&gt;, whose min and max are the same, has weight 0, and its rescaled value is NULL; the log names it. Where all are constant the run stops, and where F or Ca is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>A &lt;b&gt;mask&lt;/b&gt;: only cells in it count, in all chapters. &lt;b&gt;Zones&lt;/b&gt;: tables of transitions, carbon, pattern and coupling have rows for each zone; what goes along with carbon is of all zones together; accuracy, windows and reach are of the whole map. The log says which.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>A &lt;b&gt;missing value&lt;/b&gt;: all figures of that year are NULL. Weights by entropy are those of the years that have all indicators; extremes that are not given are those of all values. The log names the years. Where no year is complete the run stops.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>A band for each index, with a style of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>A band for each metric, class and radius, as in SHDI 50.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>A break is tested against the same mining land laid at so many other places of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pooltemplate.html" />
   <source>A carbon pool table with the classes of a land-cover map, ready to fill in: one row for each class that the map has, with its name and its number of cells, and empty columns for the four pools and their standard errors. Fill it in, then give it to “Carbon storage” or “Carbon change”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pool_template.py" />
   <source>A carbon pool table with the classes of a land-cover map, to fill in by hand.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>A categorised style of the polygons gives both: one by the field of the classes, or by another field where all features of a class are of one category. Classes without a colour get one of a ramp of colours that differ. Names and colours stand in the attribute table of the raster, where other algorithms find them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>A cell belongs to the polygon that holds its centre. With a mask, only the cells in it count. With zones, only cells in a zone count, and the tables have rows for each: polygons with the same value of the field are one zone, and without a field each polygon is a zone, named by its position from 1. A cell in two zones counts in each; such zones give tables but no rasters. A zone without cells has no row, and the log names it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>A cell belongs to the polygon that holds its centre. With a mask, only the cells in it count. With zones, the tables have rows for each zone: polygons with the same value of the field are one zone, and without a field each polygon is a zone, named by its position from 1. A cell in two zones counts in each; such zones give tables but no raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>A cell belongs to the polygon that holds its centre. With a mask, only the cells in it count. With zones, the tables have rows for each zone: polygons with the same value of the field are one zone. A cell in two zones counts in each; such zones give tables but no raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>A cell counts where a polygon holds its centre; all others are nodata.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>A cell of “{layer}” is {width} x {height} {unit}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>A circle holds the cells whose centre is no farther than the radius from that of the middle cell: 81 cells at 50 m on cells of 10 m. A square has sides of two radii and a cell: 11 × 11 cells. Radii are in map units, as in 30;50;100, of a cell’s side or more; the log tells how many cells a window of each has. Cells need not be square.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>A circle holds the cells whose centre is no farther than the radius; a square has a side of two radii and a cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>A class has as much of the circle as it lost and gained. A band has the colour of the class that lost, and stops short of the class that gained. Changes of less than 1 % of the whole are put together.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>A class of the map without a point stops the run, and the message lists such classes with their share of the area, which would be lost from all figures: add points there, merge classes, or leave their land out by “Class codes to ignore”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>A class of the map without a row in the table stops the run, and the message lists every such code with its number of cells. So do a code that is twice in the table, a pool that is negative or not a number, a missing column, a map without any valid cell, a layer without a CRS, and a CRS in which areas are off by more than 1 % (Web Mercator): choose &lt;i&gt;ellipsoidal&lt;/i&gt; areas, or reproject the map into an equal-area or UTM CRS first, with nearest neighbour. A failed or cancelled run writes nothing, and an existing file stays as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>A class without a row in the pool table (all such codes are listed with their cells), a table with wrong or double entries, a layer without a CRS, maps that do not overlap, a year after that is not later than the year before, a price without years. A failed or cancelled run writes nothing, and an existing file stays as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>A class without a row in the pool table (all such codes are listed with their cells), wrong or double entries of the table, two maps of the same year, a layer without a CRS, maps that do not overlap, a mask without a cell, a file that cannot be written, a full disk. In each case a sentence says what, where, and what to do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>A class without a row in the pool table (all such codes of all maps are listed with their cells), wrong or double entries of the table, a map without a year or two of the same year, a layer without a CRS, maps that do not overlap. A failed or cancelled run writes nothing, and an existing file stays as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>A code for each pair of classes, a band for each interval and one for the whole span. The attribute table says what codes mean.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>A coefficient is no cause.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>A column that the table lacks, a text where a number belongs, a year that is missing or stands there twice, a direction that is neither + nor -, extremes that are alike or upside down, neither a field nor a table for F or Ca, grades that overlap. A failed or cancelled run writes nothing, and an existing file stays as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>A constant indicator has weight 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>A correlation is no cause: what both follow, as height, may make it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>A field of aspects in degrees clockwise from north, negative where it is flat.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>A field of the table of years with their area, in any unit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>A field of the table of years, in any unit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/class_polygons.py" />
   <source>A field of whole numbers has the codes. Of a field of text each value is a class; spaces around it do not count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>A field of whole numbers holds the codes, from −2,147,483,648 to 2,147,483,647; 0 and negative ones are codes like others. A field of real numbers is taken where all are whole; else an error names a feature and its value. Of a field of text each value is a class, without the spaces around it; capitals count. Codes are 1 to n in the order of the names (by their characters), or those of the table &lt;b&gt;Codes of the names&lt;/b&gt; with the columns &lt;i&gt;name&lt;/i&gt; and &lt;i&gt;lucode&lt;/i&gt;, in which several names may have one code. Names that it lacks end the run, and are listed with the number of their features. For a field of numbers the table gives the names alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>A file for each band besides, as in haerwusu_SHDI_50.tif.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pool_template.py" />
   <source>A file with a row for each class, whose carbon densities are to be filled in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>A file with a row for each pair of classes, class or column.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>A gap near row {row}, column {column} of {path} has fewer than MAX_NEIGHBOURS values within {cells} cells. Give SEARCH, so that such gaps stay, or a MASK of those to be filled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>A land-cover raster from polygons of classes, by the centre of cells or by the largest share, with names and colours of the classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>A land-cover raster from polygons of classes: each cell has the class at its centre, or that of which most is seen in it. Unlike “Rasterize (vector to raster)” it takes fields of text, memory layers and selections as they are, gives the raster the names and colours of the polygons' style, and says what became too small, overlaps, or has no class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>A layer of polygons with a field of classes. A categorised style gives the classes names and colours.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>A level variogram, whose gamma is the same in all bins, is nugget alone: nugget_sill is 1 in every model with a sill.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>A matrix whose classes have other shares of the map, by more than 0.1 % of the area in all, is of another map (or mask), and stops the run. Years without a matrix have the errors of the pools alone, and so have changes from and to them. With zones there is no error of the map (NULL): the sample tells of the whole map alone. Warnings say all this.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>A model as smooth as this without a nugget makes systems that rounding spoils: some predictions will be missing. Give a nugget of at least 0.1 % of the sill ({nugget}), or another model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>A model that is added to the first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>A model with nugget, partial sill and range as they are known, in place of the table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>A multiple linear regression of a raster on others, or of fields of a table or of points, with errors that know how alike neighbours are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>A patch is cells of one class that are connected by a side (the rule of 4 neighbours).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>A patch is cells of one class that are connected by a side or a corner (the rule of 8 neighbours).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>A patch is connected cells of one class: by sides and corners (8 neighbours) or by sides alone (4). Nodata (also by a mask or alpha band of the file), ignored codes, cells outside the mask and what lies beyond the map are background. With zones each zone is a landscape of its own: patches are cut at its border, and what lies outside is background; zones that overlap count in each and refuse the raster and the polygons of patches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>A point for each cell or row of the fit: all values, prediction, residual, leverage, Cook’s distance, block. With all cells it is large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>A pool in the table is the mean of a class, known to ± its standard error: one unknown number for all cells of the class. Pools are independent of one another; within a pool, the errors of two classes have the correlation r (&lt;i&gt;Correlation of pool errors&lt;/i&gt;). With A the area of a class and s the standard error of one of its pools:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>A pool is the mean of a class, known to ± its standard error s: one unknown number for all cells of the class and for all years. Pools are independent; within a pool the errors of two classes have the correlation r. With x the area of a class (for a change: its area after minus its area before):</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>A prediction is made of all points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>A prediction is made of so many nearest points, and of all that are as far as the last of them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>A prediction is made of the {count} nearest points and of all that are as far as the last of them (Euclidean distance), so that it does not depend on the order of the points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>A prediction is missing, and never a guess, where too few points are near, where a raster of the drift has no value, where the drift does not vary among the points, or where a system cannot be solved or a variance comes out below 0. The log counts them by reason, and says what helps. Where nothing is predicted the run ends with an error.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parts.py" />
   <source>A random sample of {size} cells was drawn in each class of {strata} in proportion to its cells, two at least (seed {seed}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parts.py" />
   <source>A random sample of {size} cells was drawn without replacement (seed {seed}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>A raster (Float32) with a band for each metric, class and radius. The loaded layer shows the first band; each other band has a style of its own (right-click, Styles). The log tells the smallest and largest value of each band. With a folder each band is also a file of its own there, named after the map, as mine_2022_SHDI_50.tif.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>A raster of amounts, as carbon density. It gives the grid, onto which those that differ are brought. Give it, or a table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>A raster of class codes, for a draw in each class: each gets cells in proportion to its own, and two at least.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>A raster of class codes, which is brought onto the grid of the map before where it has another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>A raster of class codes. All kinds but indicators need it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>A raster of class codes. It gives the grid, the classes in the rings and, by class codes, the sources.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>A raster of class codes. It gives the grid.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <location filename="algorithms/moving_window.py" />
   <location filename="algorithms/pool_template.py" />
   <location filename="algorithms/sampled_windows.py" />
   <location filename="algorithms/window_scale.py" />
   <source>A raster of class codes: whole numbers of any kind.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>A raster of class codes; names and colours stand in its attribute table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>A raster of each index too, named after the red one, as picture_NDVI.tif.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>A raster of reference classes in place of points: every cell with a class counts as a unit of the sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>A reference class that the map does not have: it has an area, and no user’s accuracy (NULL). A class of the map that no point has in the reference: area 0, no producer’s accuracy (NULL), and a warning.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>A row for each coefficient: standard errors and p of three kinds, limits, beta, variance inflation.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>A row for each indicator: extremes, entropy and weight. Another run takes it as its table of indicators.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>A row for each pair: r, number of cells, t, p, effective number of cells, and p by that.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>A row for each place or plot. Of points in a projected CRS p knows of their distances too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>A row for each place or plot. Points in a projected CRS bring their places along, for all that asks how alike neighbours are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>A row for each year, or for each year and zone, as the table of “Landscape metrics”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <source>A row for each: column_name, direction (+ where more is better, - where less is), optional min, max, weight. “Table template” makes one to fill in, and the table of extremes and weights of another run is one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>A row without a class is of all: gain and loss are the area that changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>A table layer, a CSV file or a sheet with one row per class of both maps: &lt;b&gt;lucode&lt;/b&gt;, &lt;b&gt;c_above&lt;/b&gt;, &lt;b&gt;c_below&lt;/b&gt;, &lt;b&gt;c_soil&lt;/b&gt;, &lt;b&gt;c_dead&lt;/b&gt; (t/ha), and name if you like. A second table may hold the pools of the map after. “Carbon pool template” makes one to fill in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>A table layer, a CSV file or a sheet, with one row per class. Column names may be in capitals; other columns are left alone; the order does not matter. A CSV file may begin with a line such as sep=;. One that is not in UTF-8 is read as GB18030 or Windows-1252, and the log says which.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>A table may hold several variograms, and each is fitted on its own: one for each direction (column direction, or gstat’s dir.hor where it has more than one), and one for each combination of the values of the columns that repeat the bins, as metric and radius of “Window scale”, or id, zone, layer and year. The log names these columns. Where others are meant, give their names; a warning says if bins of one variogram have the same distance.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>A table of contrast, similarity, edge depths, class groups or indicators with what a map or a table has, to fill in by hand.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>A table to fill in by hand, with the classes of a land-cover map, two by two or one by one, or with the columns of a table. What it is for is chosen by its kind.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>A table with a row for each class of the map: map_class, cells, and a column of points for each reference class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>A table with one row per class: &lt;b&gt;lucode&lt;/b&gt;, &lt;b&gt;c_above&lt;/b&gt;, &lt;b&gt;c_below&lt;/b&gt;, &lt;b&gt;c_soil&lt;/b&gt;, &lt;b&gt;c_dead&lt;/b&gt; (t/ha), and if you like name, and the standard errors se_above, se_below, se_soil, se_dead (t/ha). “Carbon pool template” makes one to fill in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>A table with the columns lucode and class_group, for the transitions.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>A table with the columns lucode and class_group. With it all tables, the map and the report are by group; carbon stays that of the classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>A table with the columns lucode, c_above, c_below, c_soil, c_dead (t/ha). With it the matrix tells the change of carbon.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>A table with the columns lucode, c_above, c_below, c_soil, c_dead (t/ha); optional name, and standard errors se_above, se_below, se_soil, se_dead (t/ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>A table with the columns lucode, c_above, c_below, c_soil, c_dead (t/ha); optional name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>A table with the columns lucode_a, lucode_b and depth gives pairs of classes a depth of their own (map units; 0: no edge): how deep the edge of class lucode_a is where class lucode_b lies beyond its side. A pair with one row has that depth both ways round. Edges at nodata and border have the depth of all others; so have pairs without a row where that depth is given, and else they are refused.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>A table with the columns lucode_a, lucode_b and weight: how much the edge between two classes counts, from 0 (none) to 1, in either order. Each pair of classes that touch needs a row. At nodata and border the weight is the share of the edge there that counts.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>A table with the columns name and lucode: which code each name of a field of text gets.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>A template of {kind} does not use {field}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>A template of {kind} needs {needs}; give it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="base.py" />
   <source>A temporary file could not be written or read ({reason}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/mining_assessment.py" />
   <source>A tonne of carbon is 44/12 tonnes of carbon dioxide.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>A value &lt;b&gt;beyond extremes that are given&lt;/b&gt; is below a or above b, which the log tells. With a negative L, F or Ca there is no C and no D (NULL), and by Wang et al. none where the three are more than 1 apart in the mean.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>A web page with all chapters: figures, tables, methods.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>A web page with equation, coefficients, map and figures of the residuals, diagnostics, and a paragraph on methods.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="algorithms/landscape_metrics.py" />
   <location filename="algorithms/lulc_transition.py" />
   <location filename="algorithms/map_accuracy.py" />
   <location filename="algorithms/point_variogram.py" />
   <location filename="algorithms/raster_variogram.py" />
   <location filename="algorithms/variogram_fit.py" />
   <location filename="algorithms/window_scale.py" />
   <source>A web page with figures, tables, and a paragraph on methods.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>A web page with maps, figures, tables, and a paragraph on methods.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>A web page with the matrix, scatters of the pairs, a table, and a paragraph on methods.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>A width and a number of rings, or outer limits as in &lt;i&gt;500;1000;2500&lt;/i&gt;, which take their place. With a largest distance, cells beyond it are nodata, and rings that reach beyond it are left out, with a warning.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>A year counts its own valid cells. A change counts the cells that are valid in both years; where that is not the same, a warning gives the number of cells, and the change is not the difference of the totals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>A year is, as in 2020.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>A year without a bar lacks an indicator, or falls short in none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>ACCURACY has matrices of years without a map: {years}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>ACCURACY has no matrix of {path}: its years are others, or it has several and the map has no year. Give the map its year, or the matrix of this map alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>ACCURACY has no matrix of {years}: standard errors and intervals of these years, and of changes from and to them, hold the errors of the pools alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>ACCURACY has rows without a year, so that it is not clear of which map they are; fill in the column year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>ACCURACY has strata with one point. Nothing tells how their land varies, so figures on adjusted areas have no standard errors of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>ACCURACY is not of {path} as it counts here: these classes have other shares of the area (here, and in ACCURACY): {classes}. Make the matrix with the same map, mask and ignored codes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>ACCURACY tells of the whole map, and not how its errors are spread over zones: with ZONES, standard errors and intervals hold the errors of the pools alone, and carbon_adjusted_t and se_map_t are NULL. Run without ZONES for the whole map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/regression_words.py" />
   <source>AIC</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>AIC for few rows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>AIC with equal ranges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>AICc</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Abbreviations of metrics of the landscape, as in SHEI;PD;AI;LSI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <location filename="algorithms/sampled_windows.py" />
   <source>Abbreviations of metrics, as in NP;SHDI;AREA_MN, or all: those that need no geometry of patches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Abbreviations, as in NP;PD;SHDI;AREA_MN, or all: those that the other settings allow.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>Abbreviations, separated by commas, semicolons or spaces; “Landscape metrics” defines them all. Without class codes they are those of the landscape, as SHDI or AREA_MN; with codes those of each of these classes (a band “AREA_MN 12 50” is of class 12 at 50). In a window without the class CA, PLAND, NP, PD, LPI, TE, ED, TCA, CPLAND, NDCA and DCAD are 0 and other metrics nodata; so are all windows for a class that is nowhere on the map. With all: those that follow from cells, sides and shapes. Metrics of geometry (GYRATE, CIRCLE, CONTIG, core area with a depth of one cell, ENN) are there by name; each window is then measured patch by patch, which takes a hundred times as long. CWED, TECI, ECON, PROX, SIMI and CONNECT are not computed in windows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>Abbreviations, separated by commas, semicolons or spaces; “Landscape metrics” defines them all. Without class codes they are those of the landscape, as SHDI or AREA_MN; with codes those of each of these classes. In a window without the class CA, PLAND, NP, PD, LPI, TE, ED, TCA, CPLAND, NDCA and DCAD are 0 and other metrics NULL; so are all columns for a class that is nowhere on the map. With all: those that follow from cells, sides and shapes; metrics of geometry (GYRATE, CIRCLE, CONTIG, core area with a depth of one cell, ENN) are there by name. CWED, TECI, ECON, PROX, SIMI and CONNECT are not computed in windows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Above ground (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Above ground (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Above ground, standard error (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Above what is expected where neighbours are alike. With a small p those of independent residuals are too small: read p of blocks.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Accuracy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <location filename="reports/map_accuracy.py" />
   <location filename="study/chapters/accuracy.py" />
   <source>Accuracy and area by class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Accuracy of a land-cover map by a sample of reference classes, error-adjusted areas, and carbon, with intervals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Accuracy of the classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <location filename="reports/map_accuracy.py" />
   <location filename="study/chapters/accuracy.py" />
   <location filename="study/shown/accuracy.py" />
   <source>Accuracy of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Accuracy: no reference points. Transitions: one map alone. Coupling: no codes of forest and grassland, one map alone, no years, or no chapter on the pattern.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>Add</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>Add these</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/regression_words.py" />
   <source>Adjusted R²</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <source>Aggregation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Aggregation index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <location filename="reports/carbon_tables.py" />
   <location filename="reports/map_accuracy.py" />
   <source>All</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>All after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>All are on one scale.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>All before (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parts.py" />
   <source>All cells count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>All cells of the rasters, or a sample of them. Rows of a table all count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>All codes of the map are listed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>All codes of the map are listed; it also holds values that are no whole numbers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>All else is for a chapter: reference points with the field of their classes; bands of a picture and what its cells are; covariates (height, temperature, precipitation), each a raster of amounts; a table of groups; radius, or radii to choose from; width and number of rings; a price per tonne; indicators and their weights; extremes of F and Ca.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>All indicators have the same weight.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>All models of FITS ended at a bound; {model} is taken, which has the lowest AIC. Look at its variogram.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>All of the few points agree in {of}: their land has a standard error of 0, as if nothing were wrong there. Intervals are too narrow; more points would tell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>All of {points} points cannot be the neighbours of every place: at most {limit} can. Give MAX_NEIGHBOURS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>All pairs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>All rows of {path} lie in one place, so that figures of blocks and Moran’s I are NULL. Look at the coordinates.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>All rows of {path} lie in one place, so that they have no effective number. Leave EFFECTIVE out, or look at the coordinates.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>All tables begin with layer and year of the map (of the table of counts).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>All tables begin with layer and year: of these columns of the table where it has them, else the table, and its year if its name tells one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <source>All tables begin with layer and year: the layer of points, and its year (NULL where neither its time nor its name tells one).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <location filename="help/windowscale.html" />
   <source>All tables begin with layer and year: the map, and its year (NULL where neither its time nor its name tells one).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>All tables begin with layer and year: the raster, and its year (NULL where neither its time nor its name tells one).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>All values are {value}, so that they have no variogram. Give a model, or other values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>All values of {name} lie within {range} of each other, which is too little to be squared. Multiply them first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Allocation disagreement</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>An even STRIDE has no cell in the middle: of every {stride} x {stride} cells the window lies around that in row and column {at}, half a cell up and left of the middle.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>An index whose band is missing, bands that do not overlap, a scale of 0, a layer without a CRS. A failed or cancelled run writes nothing, and an existing file stays as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>An interval counts the cells that have a class at both its dates. &lt;b&gt;Only cells valid at all dates&lt;/b&gt; counts those that have one at all, so that areas of intervals can be set side by side.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>An msdr far from 1 says that variances are wrong; points in clusters make a cross-validation look better than the map is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <location filename="reports/variogram.py" />
   <source>Anisotropy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>Anisotropy: models with an ellipse of ranges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/carbon_series.py" />
   <location filename="reports/map_accuracy.py" />
   <source>Area (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Area (ha) by class before, in columns, and class after, in rows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Area (ha) by class before, in rows, and class after, in columns.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Area (ha) of each class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area (km²)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area after (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <source>Area and carbon of all classes in each year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <source>Area and carbon of each class in each year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <location filename="reports/carbon_series.py" />
   <source>Area and carbon of each class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Area and carbon of gain, loss and no change.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Area and change of carbon for each class before and each after.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <source>Area and edge</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="headings.py" />
   <source>Area at which F is 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Area at which F is 0 (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="headings.py" />
   <source>Area at which F is 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Area at which F is 1 (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area before (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>Area before and after, gain, loss, swap and rates of each class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Area by class and year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Area of a cell of the counts (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Area of all patches of the class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Area of all patches; background is none of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Area of each class in each ring.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Area of each class: on the map (bars), and as the reference tells it (points).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area of gain (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area of gain (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area of loss (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area of loss (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Area of the cells of the patch from whose centres that of every cell outside is farther than EDGE_DEPTH, or than its depth of EDGE_DEPTHS (absent: whose four neighbours are of the patch).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Area of the patch.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area of the patches (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area of the polygons (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area of the ring (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Area of the rings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Area of the sources (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area on the map (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area per year (ha/a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area unchanged (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area unchanged (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Area up to here (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Area, carbon and contribution ratio K of each ring in each year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonstorage.html" />
   <location filename="reports/map_accuracy.py" />
   <source>Areas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <location filename="help/movingwindow.html" />
   <location filename="help/sampledwindows.html" />
   <location filename="help/windowscale.html" />
   <source>Areas and lengths</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Areas and lengths are those of the plane of the CRS. Automatic: maps are refused where areas are more than 1 % or lengths more than 5 % out of true; “on the plane” takes them as they are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Areas and lengths are those of the plane of the reference system; sides of cells are taken apart by direction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Areas of cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Areas of cells are those of the ellipsoid.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Areas of cells are those of the plane of the reference system, or of the ellipsoid for maps in degrees.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Areas of cells are those of the plane of the reference system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>Areas of cells are those of the plane where these are true to 1 %, and of the ellipsoid in degrees. Nodata, “Class codes to ignore” and cells outside of a mask count neither as land nor as points. Points on land that counts whose reference class is to be ignored are left out too: their share of the land then goes to the other classes, which a warning says. In tables of counts rows of ignored classes are left out. No map is held in memory: cells are counted, and points looked up, as blocks are read once.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Areas of cells are those on the ellipsoid of {crs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Areas of cells differ by more than 1 % from those of the polygons, in part because polygons that overlap count whole: {classes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Areas of cells differ by more than 1 % from those of the polygons: {classes}. Smaller cells come closer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Areas on the plane of {crs} differ by {percent} % from true areas at {place} of the map; AREA ellipsoidal, or an equal-area system avoids this.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Areas on the plane of {crs} differ by {percent} % from true areas at {place} of the map; an equal-area system avoids this.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Areas on the plane of {crs} differ by {percent} % from true areas at {place} of {path}; more than 1 % is refused. Reproject the map to an equal-area or UTM system, or set AREA to planar for areas and lengths of the plane.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Areas on the plane of {crs} differ by {percent} % from true areas at {place} of {path}; more than 1 % is refused. Set AREA to ellipsoidal for true areas (or to planar for those of the plane), or reproject the map to an equal-area or UTM system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>Areas that are counted on a map have its errors. With the &lt;b&gt;error matrix&lt;/b&gt; of the map of a year (the table of “Map accuracy”), the intervals of that year have them too; matrices of several years stand in one table, told apart by year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>Areas that are counted on a map have its errors. With the &lt;b&gt;error matrix&lt;/b&gt; of the same map (the table of “Map accuracy”), the intervals have them too:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>Areas, and what does not count</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>As AIC, with a larger price for each variable.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>As SPSS does it. After a selection p is too small: it is of those variables that looked best.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>As in FRAGSTATS: TE and ED count edges between classes, and of those at nodata and border the share that is given (0 %). Perimeters, LSI, NLSI and PLADJ count all of them. CONTAG, IJI and the entropies leave them out. LSI divides by the shortest perimeter that so many whole cells can have, as the figures that FRAGSTATS prints do (its page on LSI has 0.25 E / √A). NLSI is 1 where the edges are longer than its max e.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>As in InVEST, the change of the price divides: a &lt;b&gt;positive&lt;/b&gt; one &lt;b&gt;lowers&lt;/b&gt; the value, as discounting does, and a negative one raises it. It is not the rate at which a price grows. A price per tonne of CO&lt;sub&gt;2&lt;/sub&gt; is taken times 44/12. With 43 per t of C over 10 years, r = 7 and c = 2 make K = 29.93, c = −2 makes 35.06, and without rates K is 43.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/mining_assessment.py" />
   <source>As in InVEST: a positive change lowers the value, a negative one raises it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>As neighbours are alike, read those of blocks.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>As residuals of neighbours are alike ({p}), p of blocks (p_block) is the one to read and to report: it admits that residuals within a block are alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>As zones, in one run: polygons with a field of names; tables have rows for each. Or as a batch, a row for each area with a mask or maps of its own, a GeoPackage, a folder and a report: each row has its own group in the project.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Aspect of slopes (degrees)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>At a bound</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>At a glance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>At the price that was given this is worth {npv} (net present value, in its currency).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Automatic: those of the plane where they are true to 1 %, those of the ellipsoid for maps in degrees. Maps on a local grid have areas on their plane alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Averaging cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Axis</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>A² / sum a².</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>BIC</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>BLOCK_SIZE {side} m is less than the effective range of the residuals, {range} m: residuals of neighbouring blocks are alike, and p_block and r2_cv are too good.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Backward and stepwise: the variable of the largest p leaves, if that is no less than this. It has to be more than p to enter.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Band {band} of {path} holds complex numbers ({data_type}); a land-cover map needs integer codes, or real numbers that are all whole.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Band {band} of {path} is marked as the {colour} band of a picture. Colours are no classes: if it is one, take the map that the picture was made from; if the bands hold classes, all is well.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Bands are missing: {bands}. Give them, or leave these indices out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>Bands on other grids</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Bars are classes at each date, bands what became of them, as wide as the area; pale ones stayed. Changes of less than 1 % of what changed in an interval run together in grey.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Before anything is selected, the variable that the others explain best goes, again and again, until no variance inflation factor (VIF) is above this. Many studies have 10 or 5.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Behaviour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Below ground (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Below ground (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Below ground, standard error (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Belsley’s, with the constant. Above 30 variables say nearly the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Beside them, the sample as it is, each point counting alike: {overall} % of the points are right, kappa {kappa}. In a stratified sample these depend on how many points each class was given, and are no figures of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Best model (AIC)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Best model{of}: {model}{aic}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Beta (standardised)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Beta: the coefficient in standard deviations. Partial r: correlation with Y, the other variables taken out of both. VIF: variance inflation, of a factor GVIF^(1/(2 df)).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>Between the centres of the two cells that are nearest to one another, exact, for any number of patches. PROX and SIMI add up the patches no farther than the search radius, CONNECT counts those no farther than its threshold. A table of similarity has the columns of one of contrast.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Bias of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Bias of the map (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Bin</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Bins are closed on the right; distances ({unit}) are means of their pairs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Block</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Block: side, or width;height (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Blocks are put into so many parts, each of which is predicted from the others.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Blocks are squares of {side} m, from the upper left of the grid on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Blocks are squares of {side} m, the least there is, as neighbouring residuals are not alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Blocks are squares of {side} m. Residuals are alike over all distances that were looked at ({reach} m and more), so that blocks may be too narrow.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Blocks are squares of {side} m: 1.5 times the effective range of the variogram of the residuals ({reach} m), in whole small squares{small}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Blocks are {side} m wide: {times} times the effective range of the residuals, {range} m, in whole small squares of {small} m.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Blue (for EVI)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Blue band (for EVI)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Break tested against</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Break, 95 % interval, high (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Break, 95 % interval, low (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="groups.py" />
   <source>Buffers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>By distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>By generalised least squares over all points, with its standard error by the model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>By generalised least squares over all points, with standard errors by the model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>By generalised least squares over all points, with standard errors by the model; x and y are coordinates of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/mining_assessment.py" />
   <source>By how much less a tonne is worth each year, because it is later.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>By metric: {metrics}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parameters.py" />
   <source>By the algorithm “{title}” ({name}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>By the reference classes of the sample, and by the map as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>C is large where all three are low, too: read it with T.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>C within l (t): carbon of the cells of other land with 0 &amp;lt; d ≤ l; S&lt;sub&gt;l&lt;/sub&gt; (ha): valid area with d ≤ l, mining land included</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>C {c}, T {t}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>C, Fan et al. 2024: 1 − 2 s, and at least 0; s is the standard deviation of the three (dividing by 3)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>C, Wang et al. 2021: √((1 − d) √(L F Ca / M³)), d the mean of |L − F|, |L − Ca| and |F − Ca|, M the largest of the three</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>C, coupling</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>C, standard: 3 (L F Ca)&lt;sup&gt;1/3&lt;/sup&gt; / (L + F + Ca), the geometric mean over the arithmetic one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>CA_MIN</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>CELL_SIZE and SNAP are both given; leave one of them out. Without CELL_SIZE cells are those of SNAP.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>CELL_SIZE {cell_size} makes {columns} columns and {rows} rows of the extent of {path}; at most {limit} cells are written. Give larger cells (in units of the reference system: {crs}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>CODES and SOURCES are both given; leave one of them out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>CODES has no row for {names}. Add them to the table, or leave these features out by a filter of the layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>CODES: no feature has these names: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>COEFFICIENTS</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>CREATE_OPTIONS is not understood: {detail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged_outputs.py" />
   <source>CV is none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Ca has no source: give CA_FIELD, the column of INPUT with carbon, or STORAGE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Ca, carbon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="base.py" />
   <source>Cancelled: nothing was written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="groups.py" />
   <location filename="headings.py" />
   <location filename="help/mapaccuracy.html" />
   <location filename="reports/carbon_series.py" />
   <location filename="reports/map_accuracy.py" />
   <location filename="study/chapters/carbon.py" />
   <source>Carbon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon (t of C) gained and lost by the cells of each zone that are valid in both years, and their sum, on one scale.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon (t of C) gained and lost by the cells valid in both years, and their sum.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_tables.py" />
   <source>Carbon (t of C) of all classes in each zone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_tables.py" />
   <source>Carbon (t of C) of each class, and of all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon (t of C) stored by each class in each zone, on one scale.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon (t of C) stored by each class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon (t of C) stored in all classes, by year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon (t of C) stored in each zone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/carbon_series.py" />
   <source>Carbon (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Carbon Ca</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>Carbon and its factors</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Carbon as CO₂ (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="headings.py" />
   <source>Carbon at which Ca is 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Carbon at which Ca is 0 (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="headings.py" />
   <source>Carbon at which Ca is 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Carbon at which Ca is 1 (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Carbon by class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <location filename="study/shown/figures.py" />
   <source>Carbon by class and year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_tables.py" />
   <source>Carbon by class, side by side (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/carbon.py" />
   <source>Carbon by class: {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Carbon by map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Carbon by the reference: {mean}{known} t/ha (standard error, of the map's errors alone); by the map as it is {map_mean} t/ha, so that its bias is {bias} t/ha.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <location filename="reports/carbon_series.py" />
   <location filename="study/chapters/carbon.py" />
   <location filename="study/shown/carbon.py" />
   <source>Carbon by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <location filename="reports/carbon_series.py" />
   <location filename="study/chapters/carbon.py" />
   <location filename="study/chapters/coupling.py" />
   <source>Carbon by year and class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Carbon by year and class (a table)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/carbon.py" />
   <source>Carbon by year, and its change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon by zone and year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon by zone, class and year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_tables.py" />
   <source>Carbon by zone, side by side (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Carbon change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Carbon change (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <location filename="reports/carbon_series.py" />
   <location filename="study/chapters/carbon.py" />
   <source>Carbon change by interval</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/chapters/carbon.py" />
   <source>Carbon change by pairs of classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <source>Carbon change on error-adjusted areas (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>Carbon change, first to last date (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <location filename="study/mining_assessment.py" />
   <source>Carbon change, first to last year (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <location filename="reports/density_maps.py" />
   <location filename="study/shown/carbon.py" />
   <source>Carbon density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/density_maps.py" />
   <source>Carbon density (t of C per ha) of each map, on one scale. White is where a map has no data.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Carbon density after minus before (t/ha), where both maps have a class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Carbon density and the factors that go along with it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>Carbon density and what is in the models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Carbon density by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Carbon density of each cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/carbon.py" />
   <source>Carbon density: {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Carbon fell from {before} t in {first} to {after} t in {last}, by {change} t, {share} % of what was there{interval}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Carbon gained (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Carbon gained and lost</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Carbon gained and lost between two land-cover maps, by pairs of classes, and its net present value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/carbon.py" />
   <source>Carbon gained and lost, with its value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Carbon gained and lost, {first} to {last}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Carbon in all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Carbon in rings around mining land, the contribution ratio K by distance, and levels where the rings break.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Carbon in {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <location filename="reports/carbon_series.py" />
   <source>Carbon in {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Carbon in {year} (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>Carbon is in tonnes of the element C (times 44/12 gives CO&lt;sub&gt;2&lt;/sub&gt;), areas are in hectares.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>Carbon is in tonnes of the element C; columns that begin with co2e give it as CO&lt;sub&gt;2&lt;/sub&gt; (× 44/12).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Carbon is the stratified mean of the density of each point’s reference class; its standard error holds the errors of the map, and none of the carbon pools. The map’s own mean stands beside: the difference is the bias of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Carbon is {before} t in {first} and in {last}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Carbon is {before} t in {first} and {after} t in {last}, of different land.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Carbon lost (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon of all classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Carbon of the first map (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Carbon of the last map (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Carbon of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Carbon of the map and of the reference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Carbon of the ring (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Carbon of {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon of {years} is on error-adjusted areas, and the intervals hold the errors of the pools and of the map:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Carbon per year (t/a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pool_template.py" />
   <source>Carbon pool template</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="algorithms/lulc_transition.py" />
   <location filename="algorithms/map_accuracy.py" />
   <location filename="declare/inputs.py" />
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonseries.html" />
   <location filename="help/carbonstorage.html" />
   <source>Carbon pools</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Carbon pools after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pool_template.py" />
   <source>Carbon pools to fill in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Carbon rose from {before} t in {first} to {after} t in {last}, by {change} t, {share} % of what was there{interval}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <source>Carbon series</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Carbon storage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Carbon storage is the sum over classes of A × (c_above + c_below + c_soil + c_dead), where A is the area of a class (ha) and c are its carbon pools (t of C per ha): the carbon model of InVEST (Natural Capital Project).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Carbon storage was computed from land-cover maps ({years}) as the sum over classes of A × (c_above + c_below + c_soil + c_dead), where A is the area of a class (ha) and c are its carbon pools (t of C per ha): the carbon model of InVEST (Natural Capital Project). Carbon as CO₂ is carbon × 44/12.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Carbon stored in a land-cover map, by class and in total, from a table of carbon pools.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <source>Carbon stored over the years and how it changed, by class, interval and zone, with standard errors.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Carbon that the land holds: {carbons}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Carbon up to here (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/maps.py" />
   <source>Cell size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Cell size (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <location filename="headings.py" />
   <source>Cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Cells count that have a class at all dates.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Cells count that have a class at both dates of an interval.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Cells farther away get no distance, and rings end there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Cells for the effective number, at most</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Cells of a window by radius: {radii}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Cells of sources get the distance to the nearest cell outside, as a negative number, in place of 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/maps.py" />
   <source>Cells of the grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Cells of the model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>Cells of the sample</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Cells of {name} are {times} times as wide as those of {y}: it has far fewer values than there are cells. Read p_block.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Cells of {onto} are {growth} times as wide as those of {path}: nearest takes one cell of many; RESAMPLE_CLASSES mode takes the most frequent.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Cells of {onto} are {growth} times as wide as those of {path}: {what}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Cells of {path} differ in area, and cells of the reference count alike within a class of the map: shares of reference classes are those of cells, not of land. Reproject map and reference to a plane of equal areas, or give points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/regression_words.py" />
   <source>Cells or rows (n)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Cells or rows of the model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Cells or rows that are compared</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <location filename="reports/correlation.py" />
   <source>Cells or rows with all values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <location filename="reports/correlation.py" />
   <source>Cells or rows with two values or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="reports/kriging.py" />
   <source>Cells or targets without a prediction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/land_cover.py" />
   <source>Cells outside the mask are drawn and do not count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/land_cover.py" />
   <source>Cells outside the zones are drawn and do not count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>Cells that count</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Cells that have the first index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>Cells to draw at random</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Cells under two polygons or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Cells valid in both maps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Cells valid in both maps; losses are negative.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Cells with these class codes count as nodata, as in 0;255.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>Cells, area and carbon of each pair of classes, as a list.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Cells, extent and CRS are those of this raster, in place of a cell size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Cells, extent and CRS of the prediction are those of this raster, in place of a cell size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Chance on maps without pattern (p)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Chang et al. 2024 (Frontiers in Earth Science, doi 10.3389/feart.2024.1372795), Eqs 5 to 11; Shannon 1948 (entropy); Wang et al. 2021 (Journal of Natural Resources 36: 793–810); Fan et al. 2024; the R packages coupling and mathmodels, whose figures it has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Chang et al. 2024 (Frontiers in Earth Science, doi 10.3389/feart.2024.1372795). Sources of the methods: Olofsson et al. 2014 (accuracy); Aldwaik and Pontius 2012 (intensity); the InVEST carbon model of the Natural Capital Project; McGarigal, FRAGSTATS 4; Matheron 1963 (variogram); Dutilleul 1993 (effective number of cells); Wang et al. 2021 (coupling); Toms and Lesperance 2003 (breaks). The help of each algorithm has the rest.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>Chang et al. 2024, eq. 12. d is the exact distance from the centre of a cell to that of the nearest cell of mining land, in metres whatever the unit of the map. A ring holds its outer limit; ring 0 is mining land, where K is 100.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>Chang et al. 2024; Myllymäki et al. 2017, J. R. Stat. Soc. B 79, 381 (the band); Journel and Huijbregts 1978, ch. II (regularised variograms); Cambardella et al. 1994, Soil Sci. Soc. Am. J. 58, 1501; Wu 2004, Landscape Ecology 19, 125; Marcotte 1996, Computers &amp;amp; Geosciences 22, 1175.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Change as CO₂ (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Change between classes, {span}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>Change between two years with a matrix each: carbon_adjusted_t of the later year minus that of the earlier one, se_map_t = √(se_map_t² of one + se_map_t² of the other), se_pool_t by the pools on the net changes of adjusted areas. Only the samples are random, not the maps, so that samples drawn apart have no covariance, however alike the maps are. Where the same points serve both years, the error is mostly smaller than told. Both maps must have the same valid land; else the change has the errors of the pools alone, which a warning says: it is then the change between the maps, with what is wrong on both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <location filename="reports/lulc_transition.py" />
   <location filename="study/chapters/land.py" />
   <source>Change by class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Change of carbon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/carbon_series.py" />
   <location filename="study/shown/glance.py" />
   <source>Change of carbon (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Change of carbon by interval</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Change of carbon by zone and interval</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Change of carbon density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Change of carbon density (t/ha) in each interval, and over the whole span. White is where a map has no data.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <source>Change of carbon density (t/ha), a band for each interval between two years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Change of carbon density (t/ha). White is where a map has no data.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Change of carbon density by interval, and over the whole span</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Change of carbon from {first} to {last}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Change of carbon from {from} to {to}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Change of carbon from {span}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Change of carbon in all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Change of carbon, {first} to {last}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/change_map.py" />
   <source>Change of land cover</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/mining_assessment.py" />
   <source>Change of the price (% per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Change per year (t/a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Change the chain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Changed (% per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>Changed area, first to last date (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Changed from {span}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <location filename="study/mining_assessment.py" />
   <source>Changed share, first to last date (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Changes between years with a matrix each are those of carbon on adjusted areas, and the two samples are taken as drawn apart. Where points serve both years errors are mostly smaller than told; a sample of change would tell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/progress.py" />
   <source>Chapter: {title}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Chapters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Chapters to leave out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>Chloe: LPI is an area, SHEI is divided by the logarithm of the classes of the whole map, values have 5 decimals; adjacencies of its fast mode count pairs outside the window.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Choose a set …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/chooser.py" />
   <source>Choose from a list</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>Choose radii that are close to one another below the scale that you expect, and about twice apart from there on. In simulated maps of a known scale (SHEI, 470 × 470 cells, ten maps of each of three kinds) the radius was then found within a factor of 1.5 in 8, 10 and 9 of 10; with radii closer to one another in 2 of 10, for settings chose neighbours. All others were NOT DETERMINED. No wrong radius was given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Chosen: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Chosen: {count}. A run refuses {wrong}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <location filename="choosers/table_codes.py" />
   <location filename="headings.py" />
   <source>Class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Class a</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Class after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Class area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Class b</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/lulc_transition.py" />
   <source>Class before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Class codes (metrics of classes)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>Class codes (pits, dumps, industrial land), or the features of a layer. Each year has the mining land of its own map, or all years that of “Year of the mining land”. In a year without mining land all figures are NULL, and the log says so. With a mask only cells in it count, and only mining land in it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>Class codes are whole numbers, as in 0;255.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="study/mining_assessment.py" />
   <source>Class codes of forest and grassland</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Class codes of the windows’ centres</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="study/mining_assessment.py" />
   <source>Class codes that are mining land</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Class codes that are sources</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Class codes to ignore (as nodata)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Class in the reference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <location filename="reports/landscape_metrics.py" />
   <location filename="study/chapters/pattern.py" />
   <source>Class metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster.py" />
   <source>Class names of “{layer}” come from {source}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <location filename="help/rasterizelulc.html" />
   <source>Class of a cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Class on the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Class that gained</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <location filename="headings.py" />
   <source>Classes of distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Classes of fewer than 30 cells were put together.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Classes of the map that the reference does not have: {classes}. Their areas are estimated as 0 and so are the standard errors of these, where there are any; more points may change that.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Classes of the map with one point alone: {classes}. Nothing tells how their land varies, so they and all totals have no standard errors. Add points there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Classes of the reference that the map does not have: {classes}. They have an area, and no user's accuracy.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>Classes of the table that the map does not have do no harm. Numbers have a decimal point.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <location filename="choosers/table_codes.py" />
   <source>Classes of {layers}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Classes that may explain it (factors)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>Classes to draw in (strata)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Classes were put together in groups; change within a group does not count as change of land cover.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <location filename="reports/regression.py" />
   <source>Classes: {classes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Clockwise from north: where values stay alike the farthest. It goes with the ratio.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Closing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Clumpiness index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <location filename="choosers/table_codes.py" />
   <location filename="headings.py" />
   <source>Code</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Code a</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Code after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Code b</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Code before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Code in the reference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Code on the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Code {code} has several names: {names}. It counts as one class: check that all mean the same.{first}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Code, name, cells and area of each class, and the area of its polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>Codes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>Codes for what stayed as it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Codes of the names (a table)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Codes {codes} share the name "{name}" ({layers}); each is a class of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <location filename="headings.py" />
   <source>Coefficient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Coefficients</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Coefficients and their intervals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Coefficients have six digits; the table “Model” has all. What rounding leaves is 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Coefficients have the digits that predictions need; the table “Model” has all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Coefficients of L, F and Ca</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Coefficients of the drift are computed of up to {limit} points; of all of them with MAX_NEIGHBOURS 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Coefficients of the drift are not told: {why}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Coefficients of {name} are differences from its largest class, {base}.{more}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Colours end where 1 % of the residuals are larger.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Column</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <location filename="help/pooltemplate.html" />
   <source>Columns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/variogram_fit.py" />
   <source>Columns dist (map units), gamma and np (pairs), and such as tell several apart, like direction or metric.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Columns from, to, name: a grade holds what is above from, and up to to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Columns that hold numbers and something else (text, nan, inf) are left out: {columns}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Compared with the base: {bases}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Comparing neighbours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Comparing pairs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Comparing places</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Comparing residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Comparing the land of maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <source>Complexity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Composition</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Composition of the land cover by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Compound rate (%/a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Comprehensive dynamic degree</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Computing indices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Condition number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Conditional entropy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Connectance index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Contagion index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Contiguity index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Contiguity index, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Contiguity index, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Contiguity index, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Contiguity index, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Contiguity index, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Contiguity index, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <location filename="help/landscapemetrics.html" />
   <source>Contrast</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Contrast of classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>Contrast, similarity and depths are of two classes each; groups and indicators have a row for each class or column.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Contrast-weighted edge density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Contribution ratio K (%) of mining land within a distance (km), all years; dotted, the ratio if all other land were alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <location filename="study/shown/figures.py" />
   <source>Contribution ratio by distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="reports/contribution_ratio.py" />
   <location filename="study/chapters/reach.py" />
   <source>Contribution ratio by ring</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Contribution ratio of mining land</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Cook’s distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Coordination D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Coordination D in {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>Coordination D of landscape pattern, forest and grassland, and carbon in {year}: {spread} over the zones.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>Coordination D of landscape pattern, forest and grassland, and carbon: {first}; {last}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Coordination D of the first year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Coordination D of the last year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Coordination D, last year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Coordination and its grades</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Copy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>Copy the study model to my models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster_export.py" />
   <source>Copying the layer “{layer}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <location filename="help/landscapemetrics.html" />
   <location filename="library: metrics" />
   <source>Core area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area index, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area index, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area index, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area index, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area index, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area index, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area percentage of landscape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Core area, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Correlating</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <location filename="reports/kriging.py" />
   <source>Correlation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Correlation length of the density (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Correlation of pool errors (0 to 1)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <location filename="reports/correlation.py" />
   <location filename="study/chapters/drivers.py" />
   <location filename="study/shown/drivers.py" />
   <source>Correlations</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Correlations of rasters, or of fields of a table or of points, with p that knows how alike neighbours are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Correlations with carbon density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <location filename="help/movingwindow.html" />
   <location filename="help/rasterizelulc.html" />
   <location filename="help/sampledwindows.html" />
   <location filename="help/windowscale.html" />
   <source>Cost</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Counting classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Counting classes and edges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Counts (in place of map and points)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>Counts and sides cost a step for each row of the window; patches one for each run of cells in it. All processors are used; memory is that of a few blocks of the map. A run can be cancelled at any time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>Counts cells that have a class at all dates. Else those that have one at both dates of an interval.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Coupling C</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Coupling and coordination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="reports/coupling_coordination.py" />
   <location filename="study/chapters/coupling.py" />
   <source>Coupling and coordination by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="study/chapters/coupling.py" />
   <location filename="study/shown/coupling.py" />
   <source>Coupling coordination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Covariance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>Covariance of each bin. Matheron’s estimator, no sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <location filename="reports/variogram.py" />
   <source>Covariances</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Covariances about the mean of all cells, in the squared unit of the values; bins as those of the variogram.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Covariates (height, climate …)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <location filename="reports/variogram.py" />
   <source>Covariogram</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>Creation options of the raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>Cressie 1985, Mathematical Geology 17, 563; Pebesma 2004, Computers &amp;amp; Geosciences 30, 683 (gstat).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Cressie and Hawkins (roots)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Cressie and Hawkins’ estimator from fourth roots (1980)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Cross-validated points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Cross-validating</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="help/kriging.html" />
   <location filename="reports/kriging.py" />
   <source>Cross-validation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Cross-validation of {points}: RMSE {rmse} (the mean of the others has {rmse_mean}), mean error {me}, mean squared z {msdr} (1 where variances are right).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Curve of the model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <location filename="algorithms/raster_variogram.py" />
   <location filename="algorithms/variogram_fit.py" />
   <location filename="algorithms/window_scale.py" />
   <source>Curves of the models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Cutoff (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Cutoff: {cutoff} map units, a third of the diagonal.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Cutoff: {cutoff} map units, four times the largest radius.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>D above</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>D by year, on the bands of its grades, which the table of grades lists.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>D in {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>D is 0 where one of its systems is at the lower end of its scale.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>D of the first year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>D of the last year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>D of {years} is in no grade.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>D says nothing of causes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>D up to</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>D, coordination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>DEGENERATE (no nugget at half of the radii or more)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>DEGENERATE: no nugget (its bound 0, or q below 0.01) at half of the radii or more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>DRIFT or DRIFT_LAYERS are given, and TYPE is not universal: take universal, or leave them out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>DVI: N − R</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Data of which a chapter can make nothing, as points that miss a class of the map. The rest goes on; carbon alone ends the run, as all hangs on it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Decline of K (%/km)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>Definitions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Degrees clockwise from north, as in 0;45;90;135: each has a variogram of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Depth (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Depth of edges (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Depths of edges by classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>Design</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Design of the sample</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Development T</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="reports/regression.py" />
   <source>Diagnostics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: indices" />
   <source>Difference vegetation index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Different values of Y</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Direction (+ or -)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Direction (°)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Direction of the longest range (degrees)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Directions (degrees from north)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <source>Directions are clockwise from north; a pair is in a direction that it is off by no more than the tolerance, which is half of the angle between directions if none is given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>Directions of the indicators are not those of Chang et al. 2024, who take all six as better where there is more: here more patches, denser ones and longer edges are worse.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Disagreement</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/mining_assessment.py" />
   <source>Discount rate (% per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Disjunct core area density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Disjunct core area, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Disjunct core area, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Disjunct core area, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Disjunct core area, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Disjunct core area, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Disjunct core area, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/regression.py" />
   <source>Distance (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Distance (m) from the centre of each cell to that of the nearest source cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <location filename="reports/variogram.py" />
   <location filename="reports/window_scale.py" />
   <source>Distance ({unit})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Distance from mining land (km)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Distance to the nearest other patch of the class, between the centres of the cells that are nearest to one another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Distance zones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <location filename="algorithms/raster_variogram.py" />
   <location filename="algorithms/variogram_fit.py" />
   <location filename="algorithms/window_scale.py" />
   <source>Distances and semivariances along the curve of each model, to draw it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Distances and semivariances along the curve of the model, to draw it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>Distances are between centres, in map units. Bins are closed on the right and the cutoff is included, as in gstat; dist is the mean distance of a bin’s pairs. Without a cutoff it is a third of the diagonal, without a width a 15th of the cutoff.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>Distances are compared as squares, in whole numbers where cells are square, so that no cell falls on the wrong side of a limit. Distances, widths and limits are in metres whatever the unit of the map. Cells that are not square and rotated maps are right; maps in degrees are refused, since a degree has no length: reproject them first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Distances are exact Euclidean distances from the centre of a cell to that of the nearest cell of mining land; a ring holds its outer limit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <source>Distances are in the units of the layer. Bins are closed on the right and the cutoff is included, as in gstat; dist is the mean distance of a bin’s pairs. Without a cutoff it is a third of the diagonal of the points’ extent, without a width a 15th of the cutoff.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Distances begin at cells of these classes. Give these, or a layer of sources.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>Distances between patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <source>Diversity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Dowd (median)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Dowd’s estimator from the median of absolute differences (1984)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Drawing blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Drawing cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variable_maps.py" />
   <source>Drawn are the first {count} of {all}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Drawn are {count} cells, picked evenly; none is a mean of others.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Drawn at random (seed {seed}): {taken} of {all}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Draws of the test</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Draws square blocks of cells for the 95 % intervals, in place of the spatial covariance of the density.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Drift from rasters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Drift in the coordinates</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Durbin-Watson</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>Dutilleul 1993 (Biometrics 49: 305–314); Clifford, Richardson and Hémon 1989; Osorio and Vallejos (SpatialPack), whose figures it has to 9 digits with 13 classes; R’s cor.test; SPSS CORRELATIONS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Dynamic degree (%/a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>ENT - CONDENT.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>EVI: with blue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Each fold of blocks predicted from the others: the share to expect at places like these that were not measured. Below 0 the mean would predict better.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>Each for every interval (span &lt;i&gt;interval&lt;/i&gt;) and, with three maps or more, for the first and the last (&lt;i&gt;whole&lt;/i&gt;).&lt;br&gt; &lt;b&gt;Map of transitions&lt;/b&gt;: a band for each, with codes 1 to n for pairs of classes, ordered by the class before and then the class after over all bands; nodata is 0. The attribute table has code, lucode_from, name_from, lucode_to, name_to, and cells. What stayed is grey, what changed has the colour of the class gained. The loaded layer shows the whole span; each interval has a style of its own (right-click, Styles). Without &lt;b&gt;Codes for what stayed as it was&lt;/b&gt; such cells are nodata; the numbers of the others stay the same.&lt;br&gt; &lt;b&gt;Transition matrix&lt;/b&gt;: pairs that occur, with cells, area_ha, area_pct (of the area valid at both dates) and carbon_t.&lt;br&gt; &lt;b&gt;Change by class&lt;/b&gt;: area_before_ha, area_after_ha, gain_ha, loss_ha, net_ha, swap_ha, exchange_ha, shift_ha, persistence_ha, dynamic_degree_pct, two_way_degree_pct, compound_rate_pct. Degrees are NULL for a class that was not there before, the compound rate also for one that is not there after.&lt;br&gt; &lt;b&gt;Intensity of change&lt;/b&gt;: level, lucode and lucode_other, area_ha_per_year, intensity_pct, uniform_pct, behaviour. What did not occur has a row too. The whole span has no row of its level interval.&lt;br&gt; &lt;b&gt;Report&lt;/b&gt;: one HTML file with the flows from date to date, what changed between classes, matrices, intensities, maps, tables, the parameters and a methods paragraph, which needs no network. Figures show up to 3 zones, and names in drawings are whole under the mouse.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Each gets columns with its prediction, of a polygon the mean over it. They need no grid.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Each indicator as it was, rescaled from {low} (bad) to {high} (good), and its share in what L falls short of 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Each indicator in each year: as it was, rescaled, and its share in what L falls short of 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Each is a band of the output.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <source>Each is fitted with a nugget, by weighted least squares with nugget and sills of 0 or more: spherical 1.5 h/a − 0.5 (h/a)³, exponential 1 − exp(−h/a), gaussian 1 − exp(−(h/a)²), linear h (no sill), linear_sill h/a up to a, matern with smoothness kappa (up to 100), power h^kappa. Sills and nugget are solved for exactly while ranges (and kappa, if none is given) are searched from a grid, so that the minimum is the least there is. Weights as gstat’s: n_h2 (its fit.method 7), n, ols, and n_gamma2, fitted anew until the weights settle.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>Each is fitted with a nugget, by weighted least squares with nugget and sills of 0 or more: spherical, exponential, gaussian, linear (no sill), linear_sill, matern, power; one structure or two. Nugget and sills are solved for exactly while ranges (and kappa, if none is given) are searched from a grid, so that the minimum is the least there is: gstat’s gaussian and linear fits stop short of it for some variograms. Weights: n_h2 (pairs / distance², gstat’s fit.method 7), n, ols (1), and n_gamma2 (pairs / fitted gamma², fitted anew until the weights settle).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Each is fitted with a nugget. None: the variogram alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Each is on a scale of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>Each map has a year of its own: from “Years of the maps” (as in &lt;i&gt;2007;2012;2017&lt;/i&gt;, in the order of the maps), else from the layer’s temporal properties, else from four digits in its name. The log lists them. Maps may be given in any order. The first one given sets the grid; maps of another grid are brought onto it by the class at the centre of the cell (&lt;i&gt;nearest&lt;/i&gt;) or the class that fills most of it (&lt;i&gt;mode&lt;/i&gt;), and the log says so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Each metric gets that with the least sum of weighted squares over the radii.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Each pair has all cells or rows in which both have a value (pairwise, as SPSS).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>Each point is predicted from the others (or each random fold from the rest) with the same model. residual = observed − predicted; z_score is the residual over its standard deviation, of which the error of the value is a part where the nugget is error (gstat leaves it out there). Figures: n, n_missing, me (mean residual), mae, rmse, rmse_mean (predicting the mean of the rest: kriging should beat it), mean_z, msdr (mean squared z, near 1 where variances are right), r, coverage95 (share of values in ± 1.96 standard deviations).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Each point is predicted from the others, or from those of other folds, with the same model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variable_maps.py" />
   <source>Each raster on its own grid, with colours of its own, which end where 2 % of its cells are lower or higher: the two figures above a map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Each row predicted from all others. Where neighbours are alike it is too good.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Each table as a CSV file besides.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Each window is measured patch by patch for it, which takes long.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Each window is measured patch by patch, which takes long, for {metrics}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>Each window is read and measured alone: cost follows its cells, and metrics of geometry take several times as long. All processors are used; memory is that of a window (some bytes per cell) for each. A run can be cancelled at any time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Each zone has extremes and weights of its own, as if it were alone: its years can be compared, zones cannot. With “Zones share extremes and weights” these are of all rows together, and zones can be compared.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>Each zone has extremes and weights of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Each zone has extremes and weights of its own: its figures compare its years, not zones with one another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Each zone has years of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Edge at border that counts (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Edge contrast index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Edge contrast index, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Edge contrast index, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Edge contrast index, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Edge contrast index, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Edge contrast index, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Edge contrast index, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Edge density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>Edge depth is a Euclidean distance between cell centres: a cell is core where every cell no farther than that is of its patch. Without a depth it is one cell at each of the four sides. Nodata and what lies beyond the map are outside. Cores are connected as patches are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Edges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>Edges at background</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Effective mesh size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <location filename="headings.py" />
   <source>Effective number of cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <location filename="reports/variogram.py" />
   <source>Effective range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Effective range (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Effective range (m), at least</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Effective range (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Effective range (window widths)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Effective: the number of independent cells that the pair is worth, and p by it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Ellipses of ranges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: indices" />
   <source>Enhanced vegetation index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Entropy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Epsilon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Eq. 5 of the study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>Equal to 1e-9 of the uniform intensity is &lt;i&gt;uniform&lt;/i&gt;; where the uniform intensity is 0 there is no behaviour (NULL), as nothing changed. U takes each interval by its own area, so it is right also where maps do not cover the same land; a warning then gives the areas.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>Equal values are one zone. Without a field zones are numbered from 1 in the order of the layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <location filename="reports/map_accuracy.py" />
   <location filename="study/chapters/accuracy.py" />
   <source>Error matrix</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>Error matrix (from “Map accuracy”)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Error-adjusted area (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Error-adjusted carbon (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Error-adjusted total carbon (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <location filename="help/carbonstorage.html" />
   <source>Errors of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Errors of the maps are not in the intervals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Estimated share of area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Estimated share, standard error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Estimated shares of the area (%), classes of the map in rows, reference classes in columns.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Estimating</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Estimator</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <source>Estimators</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Euclidean nearest neighbour distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Euclidean nearest neighbour distance, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Euclidean nearest neighbour distance, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Euclidean nearest neighbour distance, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Euclidean nearest neighbour distance, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Euclidean nearest neighbour distance, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Euclidean nearest neighbour distance, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Every figure is that of the algorithm that is named beside the chapter, and its help says what the figure means: formula, unit, and what it does not tell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>Every map needs a year. The first one given sets the grid. The pool table is that of “Carbon storage”; a class of any map that it lacks ends the run with the codes and their cells. Maps in degrees are refused, since a degree has no length.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Exact combinations of the variables before them, and left out: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Exact distance from every cell to the nearest source, rings of it, and the land cover in each ring.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Exchange (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Extent of the prediction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="reports/coupling_coordination.py" />
   <location filename="study/chapters/coupling.py" />
   <source>Extremes and weights of indicators</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Extremes between which each indicator is rescaled, and its weight in L.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/regression_words.py" />
   <source>F</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>F = (area − a&lt;sub&gt;0&lt;/sub&gt;) / (a&lt;sub&gt;1&lt;/sub&gt; − a&lt;sub&gt;0&lt;/sub&gt;), between the areas at which it is 0 and 1; Ca is the same of carbon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>F and p of a variable that enters are those it has in the model then; of one that leaves those it had before.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>F has no source: give F_FIELD, the column of INPUT with the area of forest and grassland, or STORAGE and F_CODES, their classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>F is {area}, rescaled from 0 at {f_low} to 1 at {f_high}; Ca is {carbon}, rescaled from 0 at {ca_low} to 1 at {ca_high} (Eqs 10 and 11).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>F, forest and grassland</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>FEATURES: feature {feature} (counted from 1) has several points, but a window lies around one; split it into single points (in QGIS by Multipart to singleparts).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>FEATURES: feature {feature} (counted from 1) is a {found}; give points or polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>FEATURES: feature {point} (counted from 1) is a point and feature {polygon} a polygon; give points or polygons alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>FIELD holds whole numbers as text. They are taken for names, and codes are 1 to {classes} in the order of the text; for the numbers as codes give a field of whole numbers, or CODES.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>FIELD: feature {feature} of {path} has {found} in {name}, which is no number. Choose another field, or mend the feature.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>FIELD: feature {feature} of {path} has {found} in {name}; class codes are whole numbers from -2,147,483,648 to 2,147,483,647. Choose another field, or mend the feature.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>FIELD: names that differ in capitals or spaces alone are classes of their own: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>FIELD: {name} of {path} has {classes} different values, so it does not look like a field of classes; at most {limit} are taken.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>FLAT (nugget / sill hardly differs between the radii)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>FLAT: q differs by less than eps between the radii. No scale shows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>FRAGSTATS 4 loses whole cores of some patches that have several: here all are counted, so that TCA, NDCA, DCAD, CORE and CAI of such maps are larger. It takes 3.1415 for pi in CIRCLE, and so does this.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>FRAGSTATS prints 4 decimals; here all digits are kept. Cells that are not square are right here: each side has its own length.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>FRAGSTATS reads negative codes as border outside the landscape. Here they are classes, and the log says so: ignore them if they are border.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>F_CODES: no row of STORAGE is of {codes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>F_MIN</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Fan et al. 2024</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Farthest point (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Feature</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Feature {feature} of {path} is neither one point nor polygons with an area; TARGETS takes these.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>Features of any layer are taken, in any CRS; selected features and filters are respected. A layer holds points or polygons, not both; features with several points have to be split first (“Multipart to singleparts”).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Features overlap in {cells}; {on_top}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>Features with metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Features with predictions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>Features without a value in the field or without a geometry are left out, and counted in the log. Geometries that are not valid (a border that crosses itself) are repaired as “Fix geometries” does by linework, and counted; where QGIS is set to skip invalid features they are left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>Few points (under some 50) leave the variogram vague; one range for a whole landscape may not be true across a pit’s edge.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Fewer than 3 rows have both of {pairs}: r is NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Fewer than 5 blocks tell of {names}, so that p_block is NULL there: a class that lies in one place, or a value that is far from all others.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Fewer than {few} points: {strata}. Standard errors are themselves uncertain there, and 95 % intervals hold the truth less often: in samples of 5 points in each class, 0.88 of the time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Fewest points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/fields.py" />
   <source>Field</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Field of forest and grassland</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Field of the aspect (degrees)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Field of the carbon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/class_polygons.py" />
   <source>Field of the classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/reference_input.py" />
   <source>Field of the reference classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/reference_input.py" />
   <source>Field of the strata</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <location filename="declare/kriged.py" />
   <source>Field of the values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Field of the years</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="declare/inputs.py" />
   <source>Field that names the zones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Field to be explained (Y)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Fields of class codes, which are whole numbers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Fields of classes (factors)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Fields of numbers that may explain it, as in savi;dem.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Fields of the table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/fields.py" />
   <source>Fields of “{layer}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Fields that may explain it (X)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/variogram_fit.py" />
   <source>Fields that tell variograms apart</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Figure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <location filename="study/shown/figures.py" />
   <source>Figure {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Figures and tables are by zone (zones: {zones}). A cell in two zones counts in each, so zones that overlap do not add up.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Figures and tables are by zone (zones: {zones}). Patches are cut at the borders of zones, where the rest is background.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>Figures and tables of the study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="reports/kriging.py" />
   <source>Figures of the cross-validation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Figures of the model and its residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="base.py" />
   <source>Files of earlier runs that did not end were cleared away in {folder}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Files of earlier runs that did not end were cleared away: {files}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Filling gaps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>Find all codes in the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Finding patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Finding sources</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>First break of the contribution ratio (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>First break of the last year (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>First semivariance / variance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Fits of {metric}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Fitted again beside the drift by generalised least squares with this model:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Fitted model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <location filename="algorithms/raster_variogram.py" />
   <location filename="algorithms/variogram_fit.py" />
   <location filename="algorithms/window_scale.py" />
   <location filename="reports/variogram.py" />
   <location filename="study/chapters/windows.py" />
   <source>Fitted models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Fitted models (table)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <location filename="algorithms/raster_variogram.py" />
   <location filename="algorithms/variogram_fit.py" />
   <location filename="algorithms/window_scale.py" />
   <source>Fitted models: nugget, sill, ranges, nugget / sill, goodness of fit (RSS, R², AIC).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Fitting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Fitting ellipses</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Fitting models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Fitting the drift</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <location filename="study/mining_assessment.py" />
   <source>Five or more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Fold</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Folder for a file of each band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Folder for a file of each index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Folder of the rasters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Folder of the tables as CSV</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="algorithms/regression.py" />
   <source>Folds of the cross-validation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>Foley, van Dam, Feiner and Hughes 1990, Computer graphics: principles and practice, 3.6 (filling polygons).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>For ECON, CWED and TECI: a table with the columns lucode_a, lucode_b and weight (0 to 1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>For EVI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>For GNDVI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>For SIMI: a table with the columns lucode_a, lucode_b and weight (0 to 1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>For carbon: a table with the columns lucode, c_above, c_below, c_soil, c_dead (t/ha); optional name, which stands for the class in fields of names.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>For core area: a table with the columns lucode_a, lucode_b and depth (map units): how deep the edge of class a is where class b lies beyond.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>For core area: cells of a patch no farther than this from a cell outside are its edge.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>For spectral indices of the last year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>For spectral indices.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>For the cross-validation the {blocks} occupied blocks, counted row by row, were dealt in turn to {folds} folds, each of which was predicted by the same variables from the others (Roberts et al. 2017).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>For the effective number: so many equal classes up to the largest distance. SpatialPack has 13, which are too few for rasters.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>For the metrics in windows of the last map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>For the net present value of the change of carbon.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>For the net present value: what a tonne is worth in the year before.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>For the title of the report and the group of layers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>For universal kriging: how the mean follows the coordinates.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>For universal kriging: rasters that the mean follows in a straight line, as carbon may follow height.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>For years with an error matrix, areas of classes are those that the sample finds (Olofsson et al. 2014), and the variance of the mean density over the sample, in which areas of classes hang together, is added to that of the pools. Changes between two such years are those of the adjusted carbon, with the two samples taken as drawn apart.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Forest and grassland</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Forest and grassland F</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Form of the tables</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonseries.html" />
   <location filename="help/carbonstorage.html" />
   <location filename="help/contributionratio.html" />
   <location filename="help/correlation.html" />
   <location filename="help/couplingcoordination.html" />
   <location filename="help/kriging.html" />
   <location filename="help/lulctransition.html" />
   <location filename="help/mapaccuracy.html" />
   <location filename="help/spectralindices.html" />
   <source>Formula</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="study/mining_assessment.py" />
   <source>Formula of the coupling C</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>Formulas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Formulas and conventions are those of gstat (Pebesma 2004), but for ties of distance and points in one place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Forward and stepwise: of those outside the variable of the smallest p enters, if that is no more than this.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>Found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Fractal dimension index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Fractal dimension index, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Fractal dimension index, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Fractal dimension index, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Fractal dimension index, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Fractal dimension index, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Fractal dimension index, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>From</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>From (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>From (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>From 0 to 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>From which radius of moving windows on nugget / sill of landscape metrics is stable, how sure that is, and whether maps without pattern give the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>From {first} to {last} these went: {what}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/land.py" />
   <source>From {first} to {last} {share} % of the land came into another class ({area} ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/land.py" />
   <source>From {first} to {last} {share} % of the land came into another group of classes ({area} ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>Full (as in FRAGSTATS): windows all of whose cells lie on the map and have a class. Partial: windows of whose cells at least the given share has one (0: a single cell will do). Windows around cells without data have values only where that is asked for. With class codes of the middle cells, only windows around these. Nodata (also by a mask or alpha band of the file), ignored codes and cells outside the mask have no class. Negative codes, which FRAGSTATS reads as border, are classes like others, and the log says so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>Full: windows all of whose cells lie on the map and have a class. Partial: windows of whose cells at least the given share has one (0: a single cell will do), whether or not the cell of the point itself has one. Nodata (also by a mask or alpha band of the file), ignored codes, cells outside the mask and what of a window lies beyond the map have no class. A point off the map has no values, nor has a polygon that holds the centre of no cell. Negative codes, which FRAGSTATS reads as border, are classes like others, and the log says so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>GDAL gave no reason</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>GDAL knows no such raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>GDAL knows no such table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>GDAL knows no way between the two</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>GNDVI: green</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Gain of a class is the area that came from others, loss what went to others, net their difference, and swap twice the smaller of both (Pontius et al. 2004); exchange is the part of the swap that two classes gave one another, shift the rest (Pontius and Santacruz 2014).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Gain of a class per year in % of its area after, loss in % of its area before; above the line of uniform change a class is active, below it dormant. A class that was not there has no bar.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Gain or loss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Gain or loss (% per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <source>Gain, loss and net change of carbon in each interval and over all years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Gaussian</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Genton (quantile)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Genton’s estimator from the quantile Qn of differences with either sign (1998)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/geopackage.py" />
   <source>GeoPackage (*.gpkg)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Geometric anisotropy was fitted to the semivariances of all lags within the cutoff (where these are more than 1200, to means of up to 960 classes of distance and direction, weighted by pairs): γ(h, φ) = nugget + partial sill · g(√((h cos φ)² + (h sin φ / ratio)²)), φ being the angle to the direction of the longest range and ratio the shortest range over the longest, with one structure, the same weights, and two more parameters in AIC. Whether the ellipse is more than chance was judged by a jackknife over 16 or more blocks of cells (Hotelling’s T² at 0.01), where blocks as wide as the cutoff fit into the raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>Geometric anisotropy: the range depends on the direction as an ellipse does, nugget and sill do not. Each of the models that has a sill is fitted with one structure to the semivariances of all lags within the cutoff, whatever the directions of the variogram are: γ(h, φ) = nugget + psill g(√((h cos φ)² + (h sin φ / ratio)²)), φ being the angle to the direction of the longest range. Made only where its table is wanted, with the estimator matheron and without a sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="groups.py" />
   <source>Geostatistics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>Give a cell size, in the units of the polygons' CRS (degrees for one in degrees), or a raster whose grid is taken. With a cell size the edges of cells lie on multiples of it, and the extent is that of the polygons that have a class, outward to the next edges. With a raster the polygons are brought into its CRS; what of them lies off it is left out, and the log says how much. Cells that are not square and rotated rasters are right.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>Give abbreviations, separated by commas, semicolons or spaces, as in NP;PD;SHDI, or all: all that the other settings allow. A patch metric (AREA) goes into the patch table; its mean (MN), area-weighted mean (AM), median (MD), range (RA), standard deviation (SD) and coefficient of variation (CV) go into the tables of classes and landscapes (AREA_MN). What is not defined is NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>Give class codes, or a layer. Of a layer the selected features, filters and memory layers are respected, and it may be in another CRS. A polygon claims the cells whose centres it holds; one that holds none claims the cell of a point inside it, and the log says so. A line claims every cell it touches, a point the cell it lies in. A cell that several features claim is the first one’s. Sources off the map are not seen: distances near its edge are to sources on the map alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>Give each map a year, or none of them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>Give numbers with a decimal point: from, to (not below it) and a step above 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>Give one, as in 10.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Goes along with carbon most surely</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Grade</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/coupling_coordination.py" />
   <source>Grade of D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Grade, number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Grades</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Grades of D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Grades of D (a table)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>Grades of D are those of a table; a grade holds what is above its lower end, and up to its upper one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Grades, and the years whose D they hold.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Green (for GNDVI)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Green band (for GNDVI)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: indices" />
   <source>Green normalized difference vegetation index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Grey is where a variable has no value, or no cell was taken.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Grey stayed; the redder a cell, the more of the class before it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>Grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Group</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>Groups and carbon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <location filename="study/mining_assessment.py" />
   <source>Groups of classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/report_output.py" />
   <source>HTML files (*.html)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Half the mean squared difference of two residuals, by their distance: it rises up to the distance from which on residuals are as different as any. Bins: {bins}; pairs: {pairs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>Here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>Here n is year after − year before, r the discount rate and c the change of the price, both in % per year: the change is spread evenly over the n years. Carbon is in tonnes of the element C, areas are in hectares.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>Hotelling 1931; Quenouille 1956; Matheron 1962; Cressie and Hawkins 1980; Dowd 1984; Genton 1998; Marcotte 1996, Computers &amp;amp; Geosciences 22, 1175; Pebesma 2004 (gstat).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <location filename="study/mining_assessment.py" />
   <source>How cells become reflectance: by the scale and offset that the bands tell, or those of a product.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>How far a pair may be off a direction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>How far does the pit reach? Carbon in rings around mining land, the contribution ratio K by distance with its null curve and confidence intervals, and levels of sensitivity where the means of the rings break: for one or several years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>How far the variance can be trusted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>How intensively intervals, classes and transitions changed, beside uniform change. It describes the maps as they are, without a test.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>How it differs from the study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>How landscape pattern, forest and grassland, and carbon develop together: an integrated index of the pattern, coupling C, development T, coordination D, and obstacles by year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>How many cells are drawn. Of every few rows and columns so many at most.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>How many independent cells the pair is worth, as neighbours are alike (Dutilleul 1993), and p by it. Without it p takes all cells as independent, and is far too small.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>How many points each prediction is made of.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>How many rings of that width there are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>How many standard deviations it is off.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>How much carbon a land-cover map holds: each class has four carbon pools, and each cell stores what its class stores on its area. The result is a map of carbon density, a table by class, and the totals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>How much carbon a landscape stored in each of several years, and how that changed from one year to the next and over all of them: by class and in all, with standard errors, as tables, a raster and a report. All maps are read once.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>How much carbon the land gained or lost between two land-cover maps, where, by which changes of class, and what that is worth as net present value. Each class has four carbon pools; a cell changes by the difference of what its two classes store.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>How much each counts for the development T, as in 0.5;0.3;0.2. They are made to add up to 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>How often blocks are drawn, where their side is given; 0 for no 95 % intervals at all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>How semivariances come from differences. Outliers move those of roots, medians and quantiles less.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>How the errors of two classes in one carbon pool go together, for the standard errors of totals: 0 where each class was measured apart, 1 where all come from one source.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>How the pattern of a landscape, its forest and grassland, and its carbon develop together over the years. Metrics of the landscape become one index L; L, the area of forest and grassland F and carbon Ca are put on one scale from 0 to 1; C tells how alike the three are, T how far they have come, and D both in one. Beside them stands what keeps L down. Use it after “Landscape metrics” and “Carbon series” of the same maps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <location filename="help/pooltemplate.html" />
   <source>How to fill it in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>How two variables go together: r of each pair of rasters, or of fields of a table or of points, with p as if all cells were independent, and with p of the number of independent cells that they are worth. Use it before a regression, to see which factors go along with carbon, and which of them say the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <source>How unlike points with values are, by how far apart and in which direction they lie: the variogram of all pairs of points, and models fitted to it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>How unlike the cells of a raster are, by how far apart and in which direction they lie: the variogram of all pairs of cells, exactly, and models fitted to it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>How well a land-cover map agrees with reference classes, how large the classes really are, and how much carbon they hold: from a random sample of points whose class was looked up in the field or on images. Areas that are counted on a map have its errors; here they are corrected by the sample, with intervals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>I = {i}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>I = {i}: neighbours are alike</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>IGNORE_CODES: no cell of {of} has {codes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>INPUT: the geometries of {features} are not valid (for example a border that crosses itself) and were repaired, as “Fix geometries” does by linework: {list}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>INPUT: {features} without a geometry left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>INPUT: {left_out} without a class in {field} left out (ids: {features}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>If it is replaced, what was changed in it is lost.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>In a window of one class SHDI and SHEI are 0, and CONTAG is nodata. What has no value in a window (as IJI of two classes) is nodata there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>In cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>In dead matter (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>In dead matter (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>In dead matter, standard error (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>In degrees clockwise from north. It enters as northness (cosine) and eastness (sine); flat cells, which are negative, as 0 and 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>In ha, or in the unit of the field. The study has the area of the year after its last.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>In ha, or in the unit of the field. The study has the area of the year before its first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>In t, or in the unit of the field.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/land_cover.py" />
   <source>In the bars stand the codes of the classes, with their names where there is room.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>In the cross-validation each of {count} random parts (seed {seed}) was predicted from the others with the same model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>In the cross-validation each point was predicted from all others with the same model, by one inverse (Dubrule 1983).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>In the cross-validation each point was predicted from the others with the same model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>In the order in which it was done: constants, exact combinations of others, variance inflation, selection.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>In the soil (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>In the soil (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>In the soil, standard error (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>In the squared unit of the values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>In the study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>In which all variables have a value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>In {map} the land holds {carbon} t of carbon, {density} t/ha on {area} ha.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>In {map} the zones have {spread} patches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>In {years} D is 0, as one system is at the lower end of its scale there; ends beyond all years give others.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/reach.py" />
   <source>In {year} mining land holds {mean} t/ha on {area} ha.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/reach.py" />
   <source>In {year} there is no mining land.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>In {year} {systems} lag behind.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>In {year} {system} lags behind.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Indicator</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <source>Indicators (a table)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <source>Indicators (typed, without a table)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="study/chapters/coupling.py" />
   <source>Indicators and obstacles by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Indicators by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Indices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Intensity (%/a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Intensity analysis (Aldwaik and Pontius 2012) compares the intensity of change with a uniform one: of intervals with that of all years, U = 100 Σ change / Σ (area × years), each interval with its own area; of the gain of a class (in % of its area after) and its loss (in % of its area before) with that of the interval; and of what a class gained from another (in % of that other’s area before) or lost to it (in % of its area after) with that if it had gained from, or lost to, all others alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>Intensity analysis, in % per year, with A the area of the interval:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <location filename="reports/lulc_transition.py" />
   <location filename="study/chapters/land.py" />
   <source>Intensity of change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Intensity of change: {zone}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Intensity of classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Intensity of intervals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Interspersion and juxtaposition index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Interval or whole</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>Intervals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Intervals are of different land: {areas}. Each is measured by its own; COMMON_CELLS counts the cells that are valid at all dates alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>Intervals are symmetric, so that with few points they may reach below 0 or above 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Intervals: {intervals}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <source>Isolation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/accuracy.py" />
   <source>It holds {density} t/ha less carbon than the reference points do{interval}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/accuracy.py" />
   <source>It holds {density} t/ha more carbon than the reference points do{interval}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>It is not known how true areas on the plane of {crs} are: neither the centre nor a corner of {path} has a place on its ellipsoid. Check the reference system of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>It takes the model as true. Of simulated fields with the right model, 95 % intervals (prediction ± 1.96 √variance) held .94 to .96 of the values. With a model fitted to 70 points they held .92, and .90 of the means of blocks; fitted to 300 points .94. So give it many points, look at the variogram, and cross-validate: msdr, the mean squared z, is near 1 where variances are right.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>It was least in {map}, with {carbon} t.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Its cells without a value are predicted from those that have one, as in a map of a moving window.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>Its columns of numbers become the rows of a table of indicators.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/reach.py" />
   <source>Its density is {k} % of that of all land within {distance} km, itself included (contribution ratio K).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Its nugget is error of the values: predictions do not pass through the points, and variances are those of the value without its error (as gstat’s Err).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Its nugget is variation over short distances: a prediction at a point is its value, with variance 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>JOINENT - ENT.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Jarque-Bera</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Joint entropy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/contribution_ratio.py" />
   <source>K (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>K = price / n × Σ&lt;sub&gt;t = 0 … n−1&lt;/sub&gt; 1 / ((1 + r/100)&lt;sup&gt;t&lt;/sup&gt; (1 + c/100)&lt;sup&gt;t&lt;/sup&gt;)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>K of uniform surroundings (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>K within {distance} km in {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>K within {distance} km of the mine in {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>K, 95 % interval, high (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>K, 95 % interval, low (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>K&lt;sub&gt;l&lt;/sub&gt; = (C&lt;sub&gt;mine&lt;/sub&gt; / S&lt;sub&gt;mine&lt;/sub&gt;) / ((C&lt;sub&gt;mine&lt;/sub&gt; + C within l) / S&lt;sub&gt;l&lt;/sub&gt;) × 100 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <location filename="headings.py" />
   <location filename="reports/map_accuracy.py" />
   <source>Kappa</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Kappa (shape of Matérn, power)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Kappa compares the agreement with that of a random map, which nobody makes. Quantity (wrong amounts of classes) and allocation (right amounts at wrong places) add up to all disagreement, and say more (Pontius and Millones 2011).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>Kappa is NULL where all land is one class in both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Kappa is that of the estimated area matrix, with a linearised standard error; that of the sample as it is has the one of Fleiss, Cohen and Everitt (1969) where the sample is not stratified. Quantity and allocation disagreement, of which allocation is exchange and shift, say what kappa does not (Pontius and Millones 2011; Pontius and Santacruz 2014).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Kappa of the sample as it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>Keep both</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>Kinds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Koenker’s (1981) test is n R² of the squared residuals on the variables; the condition number is that of Belsley et al. (1980); AIC and BIC count σ, as in R; PRESS leaves out each row in turn.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Koenker’s Breusch-Pagan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Kriging</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Kriging takes row {row} of FITS: {model}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Kriging takes the fitted model: {model}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="headings.py" />
   <location filename="reports/kriging.py" />
   <source>Kriging variance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>L = Σ w x′</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>L, F and Ca are all 0 in {years}, where C and D are NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>L, F and Ca are so far apart in {years} that C by Wang et al. 2021 has no value: C and D are NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>L, F and Ca say where a year lies between extremes, so that D depends on these: D of two reports can be compared only where indicators, weights and extremes are the same, those of F and Ca too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>L, F and Ca that differ by 1e-12 or less lag together, and a D of 1e-9 above the end of a grade belongs to it: rounding tells nothing. Values and extremes lie within ±1e150.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>L, F and Ca, what they come to (T), how alike they are (C), and both in one (D), by year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>L, F, Ca and D by zone and year. The table has C and T.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>L, F, Ca, C, T and D of each year, its grade, and which of L, F and Ca is smallest.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>L, landscape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>L: Integrated index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>LAYERS has one map; transitions need two or more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>LAYERS is empty; give one or more maps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>LM test, error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>LM test, lag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>LULC, a land-cover map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <location filename="groups.py" />
   <location filename="reports/land_cover.py" />
   <source>Land cover</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <location filename="algorithms/distance_zones.py" />
   <location filename="algorithms/moving_window.py" />
   <location filename="algorithms/pair_template.py" />
   <location filename="algorithms/pool_template.py" />
   <location filename="algorithms/sampled_windows.py" />
   <location filename="algorithms/window_scale.py" />
   <source>Land cover (LULC)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Land cover after (alternate)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/land.py" />
   <location filename="study/shown/land.py" />
   <source>Land cover and its transitions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>Land cover before (base)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Land cover by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Land cover from date to date</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/land_cover.py" />
   <source>Land cover of each map, as the layers were given. White is where a map has no data.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Land cover of the rings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/one_grid.py" />
   <source>Land cover: {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Land that changed class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Land that changed class (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Land that changed group</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Land-cover map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>Land-cover maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>Land-cover maps: band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>Land-cover transitions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Landsat Collection 2 level 2 (× 0.0000275 − 0.2)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Landscape L</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Landscape L, forest and grassland F, carbon Ca, coupling C, development T, coordination D with its grade, and which of L, F and Ca is smallest.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Landscape division index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <location filename="reports/landscape_metrics.py" />
   <location filename="study/chapters/coupling.py" />
   <location filename="study/chapters/pattern.py" />
   <source>Landscape metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>Landscape metrics by map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Landscape metrics by year, and the integrated index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/windows.py" />
   <source>Landscape metrics in windows of radius {radius} {unit}, {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="groups.py" />
   <location filename="study/chapters/pattern.py" />
   <location filename="study/shown/pattern.py" />
   <source>Landscape pattern</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Landscape shape index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Largest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Largest distance (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <location filename="declare/shared.py" />
   <source>Largest distance (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of AREA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of CAI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of CIRCLE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of CONTIG.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of CORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of DCORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of ECON.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of ENN.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of FRAC.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of GYRATE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of PARA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of PERIM.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of PROX.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of SHAPE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest less smallest value, of SIMI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Largest obstacle in {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Largest patch index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Largest radius of the settings (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Layers of one name are told apart by a number: {layers}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Laying mining land elsewhere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Least</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>Least distance of drawn cells (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Least radius of the settings (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Least share of valid cells (0 to 1)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/study.py" />
   <source>Left out is “{chapter}”: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Left out, as it needs {field}: {metrics}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>Left out: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>Length ({unit})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Length of all edges (of the class, or of the landscape), those against background and border included / shortest perimeter that so many cells can have.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Length of all its edges, holes and background included.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Length of edges between classes (of the class: against others), with BOUNDARY_EDGE_PCT of the edge against background and border.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <location filename="help/movingwindow.html" />
   <location filename="help/sampledwindows.html" />
   <location filename="help/windowscale.html" />
   <source>Lengths are those of the plane of the CRS. They are checked against the ellipsoid at the centre and the corners of the map, in all directions: off by more than 1 % warns, with the figures; by more than 5 %, as in Web Mercator, MODIS sinusoidal or Mollweide far from where they are true, refuses. Equal-area systems have true areas and no true lengths; UTM systems have both to 0.2 %. With “Areas and lengths” planar they are those of the plane whatever the check says, which is also the way for local grids (engineering CRS): these are tied to no place on the Earth.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <location filename="help/distancezones.html" />
   <source>Lengths are those of the plane of the CRS. They are checked against the ellipsoid at the centre and the corners of the map, in all directions: off by more than 1 % warns, with the figures; by more than 5 %, as in Web Mercator, MODIS sinusoidal or Mollweide far from where they are true, refuses. Equal-area systems have true areas and no true lengths; UTM systems have both to 0.2 %. With “Areas of cells” &lt;i&gt;planar&lt;/i&gt; distances are those of the plane whatever the check says, which is also the way for local grids (engineering CRS): these are tied to no place on the Earth.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Lengths are those on the plane of {crs}, which differ from true lengths by {by} at {place} of {path}; a UTM system, for instance, has truer ones.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Lengths on the plane of {crs} differ from true lengths by {by} at {place} of {path}; more than 5 % is refused. Reproject the map to a UTM system, or set AREA to planar for areas and lengths of the plane.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Level</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Level of sensitivity of each cell in the rings, a band for each year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="study/chapters/reach.py" />
   <source>Level zones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>Levels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Levels by the breaks of the ring means, and the study’s 4 and 8 km beside them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Levels end where the means of the rings break: a segmented regression of ring means on the middle of the rings, by generalised least squares with the covariance that ring means have by chance, with at most one break for 8 rings (Toms and Lesperance 2003). A break is taken while one more has p ≤ 0.01: so rarely is the sum of squares reduced as much around the same mining land at other places of the map (shifted, turned, mirrored; {shifts} places). Where the map has no room for these, ring means are drawn with the spatial covariance of the density instead; the notes above say which. 95 % intervals of breaks are profile-likelihood intervals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="reports/contribution_ratio.py" />
   <location filename="study/chapters/reach.py" />
   <source>Levels of sensitivity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="reports/contribution_ratio.py" />
   <location filename="study/chapters/reach.py" />
   <source>Levels of sensitivity by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Levels of sensitivity of the valid cells in the rings. White is mining land, land beyond the last ring, and no data.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Levels of the data (segmented), and the study’s 4 and 8 km beside them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Levels of the last year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Leverage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Limits in ascending order, in place of width and number, as in 500;1000;2000;4000.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Limits, cells and area of each ring.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>Linear with a sill is refused, since it is no valid model on a plane (spherical is). Models without a sill (linear, power) go with ordinary and universal kriging. A Gaussian model without a nugget makes systems that rounding spoils: a warning says so, and names a nugget.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Lines are their 95 % intervals: limits of coefficients, brought to the scale of beta.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Longest range (°)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Longest range a (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Longest range, effective (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Looking at the residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Looking for breaks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Looking for gaps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Looking for values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>MASK and ZONES have no cell of {path} in common; check that they lie over one another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>MAX_CLASSES is {max}, but {path} has {classes} classes; give the number of classes that there could be.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>MAX_NEIGHBOURS is {most}, and a prediction needs {least} points at least (MIN_NEIGHBOURS, or one more than there are terms of the drift). Raise MAX_NEIGHBOURS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>MEAN is given, and TYPE is not simple: leave MEAN out, or take simple.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>METRICS: {found} is no metric.{hint} Known are all, or any of {known}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>METRICS: {metric} is no metric {level}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>METRICS: {metric} is not computed in windows, as it takes tables or distances of its own; leave it out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>METRICS: {metric} needs {field}; give it, or leave the metric out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>MIN_DISTANCE leaves room for {taken} of the {wanted} that SAMPLE_SIZE asks for{among}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>MSIDI / ln PR; 0 for one class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>MUTINF / ENT; 1 for one class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parameters.py" />
   <source>Made by the run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <location filename="headings.py" />
   <location filename="reports/map_accuracy.py" />
   <source>Map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Map accuracy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Map after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Map and reference agree</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Map before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <location filename="study/chapters/carbon.py" />
   <source>Map of carbon change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Map of the residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <location filename="study/chapters/land.py" />
   <source>Map of transitions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>Map of {map}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Map:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Mapped and error-adjusted area, user’s and producer’s accuracy of each class, with standard errors.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Mapped and error-adjusted areas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <location filename="reports/land_cover.py" />
   <location filename="study/mining_assessment.py" />
   <source>Maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>Maps and memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <location filename="help/lulctransition.html" />
   <source>Maps and years</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Maps of the same cells in random order: 19 to 999, or 0 for none, without which no radius is chosen.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variable_maps.py" />
   <source>Maps of the variables</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Maps of {dates} were compared cell by cell, for each interval between two of them{whole}. A transition matrix has the area of each pair of classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>Maps of {maps}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>Maps without a year stay without one; the years that are shown are found anew in a run.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>Maps, pools, areas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Maps: {maps}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Marginal entropy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>Mask and nodata</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonseries.html" />
   <location filename="help/lulctransition.html" />
   <source>Mask and zones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Matheron (mean of squares)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <source>Matheron 1962; Cressie and Hawkins 1980; Dowd 1984; Genton 1998; Pebesma 2004 (gstat).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>Matheron 1963, 1969; Cressie 1993; Dubrule 1983; Pebesma 2004 (gstat), whose figures it has to 9 digits in 36 cases.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>Matheron comes from Fourier transforms, which take about a second for a million cells. Cressie (and Hawkins), Dowd and Genton, which outliers move less, visit every pair: their cost is cells × lags, so that a smaller cutoff or a sample may be wanted. Genton keeps 8 bytes for each pair; it takes each difference with either sign, so that a map that is turned or mirrored has the same variogram.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <source>Matheron, and Cressie (and Hawkins), Dowd and Genton, which outliers move less. Every pair within the cutoff is visited; Dowd and Genton keep 8 bytes for each, so that a smaller cutoff or a sample may be wanted for many points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Matrix of correlations</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Matérn</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>McGarigal, Cushman and Ene 2012 (FRAGSTATS 4), whose user-provided points and tiles these are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>McGarigal, Cushman and Ene 2012 (FRAGSTATS 4); Chang et al. 2024, whose windows of 30 to 250 m these are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Mean (simple kriging)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Mean absolute error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Mean carbon density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <location filename="reports/contribution_ratio.py" />
   <location filename="reports/map_accuracy.py" />
   <source>Mean carbon density (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Mean carbon density (t/ha) of each ring, at its middle, all years. Vertical lines: where the means break, and the study’s 4 and 8 km where rings reach them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Mean carbon density (t/ha) of the map as it is, and by the reference classes of the sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Mean carbon density by distance from mining land</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Mean carbon density by the reference (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Mean carbon density of the map (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Mean density (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Mean density by the reference (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Mean density of the map as it is (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Mean density of the ring (t/ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Mean density of the rings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Mean distance (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Mean distance (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Mean distance of the centres of its cells from their area-median point, whose row and column are the grouped medians of those of the cells; half a side for one cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <location filename="algorithms/raster_variogram.py" />
   <source>Mean distance, semivariance and number of pairs of each bin.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Mean error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Mean error, RMSE, mean squared z and the like.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Mean of observed less predicted: 0 where predictions are neither too high nor too low.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Mean of the residuals over their standard deviations: near 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Mean size of a residual, in the unit of the values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Mean squared z</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Mean squared z (MSDR)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Mean squared z of the cross-validation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Mean z</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/kriging.py" />
   <location filename="reports/map_accuracy.py" />
   <source>Measure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>Measured values, a metric in windows, an index: real numbers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Measurements at points, in any CRS: on a grid of SNAP they are brought into its CRS. Give these, or a raster with gaps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Measuring contrast</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Measuring distances</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Measuring distances between patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Measuring patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Measuring permuted maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Measuring the polygons</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Median of the metrics’ radii (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>Meijster, Roerdink and Hesselink 2000, A general algorithm for computing distance transforms in linear time; Felzenszwalb and Huttenlocher 2012, Theory of Computing 8, 415.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>Memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>Memory and speed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Messages of the run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Methods</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>Methods and parameters of the whole study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <location filename="headings.py" />
   <location filename="study/shown/pattern.py" />
   <source>Metric</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <location filename="algorithms/moving_window.py" />
   <location filename="algorithms/sampled_windows.py" />
   <location filename="algorithms/window_scale.py" />
   <location filename="help/landscapemetrics.html" />
   <location filename="help/movingwindow.html" />
   <location filename="help/sampledwindows.html" />
   <source>Metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics are defined as in FRAGSTATS 4.2 (McGarigal, Cushman and Ene 2012); those of complexity (ENT to RELMUTINF) as in Nowosad and Stepinski 2019.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/windows.py" />
   <source>Metrics around each cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/windows.py" />
   <source>Metrics in windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics of classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics of classes by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Metrics of classes, because “{label}” is filled in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics of classes, each on a scale of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Metrics of each class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics of each class;</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics of each landscape;</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Metrics of each map, or of each zone of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Metrics of each patch. There may be very many.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics of landscapes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics of landscapes by zone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics of landscapes, each on a scale of its own, by year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Metrics of landscapes, each on a scale of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>Metrics of the landscape in a window around each cell: a band for each metric and radius. Each window is a landscape of its own, measured as FRAGSTATS 4.2 measures one; nothing is sampled or interpolated.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>Metrics of the landscape in a window around each point, or inside each polygon, as columns of these features. Each window is a landscape of its own, measured as FRAGSTATS 4.2 measures one; nothing is interpolated. For a window around every cell of the map, use “Moving window”.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Metrics of the landscape, because “{label}” is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Metrics of the landscape, or of classes, in a round or square window around each cell, as bands of a raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>Metrics of the landscape, or of classes, in windows around points or inside polygons, as columns of the features.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>Metrics that are flat, degenerate or unbounded have no say in the choice where others have a radius; as long as one is not reached there is no radius.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Metrics: {metrics}; radii: {radii}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Mining assessment</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <location filename="study/report.py" />
   <source>Mining assessment: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>Mining land</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="study/mining_assessment.py" />
   <source>Mining land (a layer)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Mining land is the classes {codes} of each year’s own map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Mining land is the classes {codes} of {year}, in all years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Mining land is the features of a layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Mining land of the last year (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>Missing predictions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="headings.py" />
   <location filename="reports/kriging.py" />
   <source>Model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Model 1: what of the environment explains carbon density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Model 2: with the landscape pattern</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>Model of the environment</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Model of the variogram</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>Model with the pattern</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <location filename="help/variogramfit.html" />
   <source>Models</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Models ({models}) were fitted by weighted least squares with nugget and sills of 0 or more, the weight of a bin being {weight}; nugget and sills are solved for exactly while ranges are searched from a grid, so that the minimum is that of the whole range searched. The effective range is where 95 % of the sill are reached.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>Models fitted to a variogram, or to each of several, that come as a table, from “Raster variogram” or any other program.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Models fitted to the variogram map with a range that depends on the direction as an ellipse does; directions are clockwise from north, ranges in {unit}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/variogram_fit.py" />
   <source>Models of one or two structures and a nugget fitted to a variogram, or to each of several, at the true minimum of weighted least squares.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Models to fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>Models whose range depends on the direction as an ellipse does. Matheron’s estimator, no sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>Models with a nugget are fitted as in “Raster variogram”. A metric has one model for all radii: that with the least sum of weighted RSS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Models with a nugget were fitted by weighted least squares (nugget and sill of 0 or more, least sum over the whole range searched), the weight of a bin being {weight}; each metric has one model, that of {models} with the least sum of weighted RSS over the radii.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Modified Simpson's diversity index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Modified Simpson's evenness index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Moran’s I and the tests beside it are NULL: no cell has a neighbour, or there are fewer than 10 rows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Moran’s I of the residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Moran’s I of the residuals has the moments that Cliff and Ord (1981) give for residuals of a regression; neighbours are {which}, with weights that sum to 1 in each row, as in lm.morantest of the R package spdep. Tests by Lagrange multipliers for lag and error, and their robust forms, are those of Anselin et al. (1996).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Moran’s I shows no likeness of neighbouring residuals that chance would not make: p of independent residuals may be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Moran’s I, expected</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Moran’s I, variance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Moran’s I, z</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>More codes have several names: {codes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>More than 0 and up to 1: the range across that direction over the one along it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>More than 1200 lags are gathered into up to 960 classes, 40 of distance times 24 of direction (7.5°), with means of distance, direction and semivariance weighted by pairs; direction, ratio and ranges change little by that (by less than 0.5° and 3 % in a test of 15,700 lags), rss and aic are those of the classes. The ellipse is seen the better the shorter the cutoff is against the raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>More than {most} different values: this does not look like a map of classes. The list is not complete.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Most frequent outcome</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Most points in a quadrant (0 for any)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Moving window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Moving windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Mutual information</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>NDVI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>NDVI, GNDVI and RVI do not depend on the scale, but on the offset they do. EVI and SAVI are wrong where cells are counts: a reflectance over 2 is warned of, with its cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>NOT DETERMINED: there may be a radius, but none to rely on. Fewer than 60 % of the settings agree with the rule, or there are no standard errors, or no permuted maps (0). The span of the radii that the rule and its settings give is told.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>NOT REACHED (nugget / sill still changes at the largest radii)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>NOT REACHED: q still changes at the largest radii; add larger ones.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="metrics.py" />
   <source>NULL {where}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Name of the level</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Name of the mining area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>Names and colours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Names of several words stand in brackets; of a factor and a class the value is 1 in that class and 0 elsewhere.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Near 1 where kriging variances are right; above 1 they are too small, below 1 too large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Near infrared</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Near infrared band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Nearest points (0 for all)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Nearest source</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Needs {needs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Negative codes are on the map: {codes}. FRAGSTATS reads them as border outside the landscape; here they are classes like others. If they are border, give them in IGNORE_CODES.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Negative distances inside sources</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>Neighbouring cells of a map are alike. A million cells then say no more than a few hundred independent ones, but p counts them all: nearly everything comes out below 0.001. Of 200 pairs of maps that had nothing to do with each other, p called most significant. Report r with n_effective and p_effective.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Neighbouring residuals are not alike: blocks are {side} m wide, the least there is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Neighbours of a cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Net change (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/chapters/carbon.py" />
   <location filename="study/shown/carbon.py" />
   <location filename="study/shown/glance.py" />
   <source>Net present value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/mining_assessment.py" />
   <source>Net present value (currency)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>No cell changed from {span}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>No cell has a neighbour, so that it cannot be told whether residuals of neighbours are alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No cell is valid at all dates, which COMMON_CELLS asks for; leave it off, or check the nodata of the maps and where they lie.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No feature of SOURCES claims a cell of {path} (within MASK); check that the features lie over the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No feature of {path} has a cell of {grid}: check that they lie over it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No feature of {path} has a cell: all are smaller than cells of {cell_size} {unit}. Give smaller cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>No map is chosen in “{label}”, so lengths cannot be told in cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>No map is chosen in “{label}”, so there is nothing to list. Codes can be typed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>No map is chosen in “{label}”, so there is nothing to list. Years can be typed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>No metric of classes was asked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>No metric of landscapes was asked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>No model fits it, so that there is no effective range.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>No number: {words}. Write numbers with a decimal point, as in 12.5.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>No p is corrected for the number of pairs, of which one in twenty is below 0.05 by chance alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No point has a value of all DRIFT_LAYERS. Check that they lie where the points are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>No point is predicted by the others.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No point of {path} lies on the grid of the prediction: kriging tells little beyond its points. Look at the extent, and at the reference systems of both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No prediction could be made: {reasons}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>No raster layer is in the project: add one to see its classes, or type codes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/table_codes.py" />
   <source>No table is chosen in “{label}”, so there is nothing to list. Codes can be typed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/fields.py" />
   <source>No table is chosen in “{label}”, so there is nothing to list. Names can be typed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No two classes of {map} touch, so that there is nothing to fill in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>No two drawn cells are nearer to each other than this.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parts.py" />
   <source>No two drawn cells are nearer to each other than {metres} m.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>No value {where}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No variable is left in the model: it is the mean of Y.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No variable is left, and there is no constant: set INTERCEPT, or give other variables.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No variogram model fits the residuals, so that nothing says how wide blocks are to be, and p_block, r2_cv are NULL. Give BLOCK_SIZE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No window has a number at all radii: of {cells} cells none is the centre of a whole window of the largest radius.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>No year: {years}. A year is a whole number, as in 2020.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>No {unit} of {reference} has a class and lies on a cell of {path} with a class (outside nodata and IGNORE_CODES, and within MASK).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Nodata and the border of the map are background: in TE and ED edges there do not count,</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Nodata and the border of the map are background: in TE and ED {share} % of the edge there counts,</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pooltemplate.html" />
   <source>Nodata cells (also by a mask or alpha band of the file) and the codes in “Class codes to ignore” (as in &lt;i&gt;0;255&lt;/i&gt;) get no row. With a mask, only the classes inside its polygons do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>Nodata cells (also by a mask or alpha band of the file) and the codes in “Ignore class codes” (as in &lt;i&gt;0;255&lt;/i&gt;) have no class. With a mask, only cells inside its polygons do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>Nodata cells: the file's nodata value, the “Additional no data value” of the layer's properties, the codes in “Class codes to ignore” (as in &lt;i&gt;0;255&lt;/i&gt;), NaN, and what a mask band or an alpha band of the file hides (0 there), whose number the log tells. Partly transparent cells count as whole ones. With polygons given, a cell counts if its centre is inside one. Cells that do not count are nodata in the density map and add no area.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>Nodata that is set in the layer’s properties is that of the values that QGIS shows, which are scaled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>None</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>None beyond the farthest distance, if one is given. Of the nearest at most so many in each quadrant, if that is given. With fewer than the fewest there is no prediction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>None entered whose tolerance, or that of one in the model with it, would be below 1e−4.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>None is farther than {length} {unit}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: indices" />
   <source>Normalized difference vegetation index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Normalized landscape shape index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_field.py" />
   <source>Not set</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Not to be had here: {missing}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Nothing falls short of 1, or no year has all indicators: there are no obstacles to show.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Nothing is chosen: the text will be empty, and a run takes the default.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>Nothing is clipped. A cell has no index where one of the bands &lt;i&gt;of this index&lt;/i&gt; has nodata, or where its denominator is 0 (or so near to it that rounding alone would have made it: at most 1e-12 of the sum of its absolute terms). The log gives the range of each index, and how many cells have an NDVI or GNDVI outside of −1 to 1, which negative reflectance makes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Nothing is given that may explain it: give {fields}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>Nothing is known of the classes yet: they can be found in the cells of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>Nothing is sampled, unless a number of cells is given: then so many are drawn at random, the same for the same seed, and the log says that figures are those of a sample. Maps in degrees are refused, since a degree has no length. Distances are those of the plane: where these are off by more than 1 % at the centre or a corner, in any direction, a warning says by how much. Local grids (engineering CRS) are taken as they are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <source>Nothing is sampled, unless a number of points is given: then so many are drawn at random, the same for the same seed, and the log says that figures are those of a sample. Layers in degrees are refused, since a degree has no length. Distances are those of the plane: where these are off by more than 1 % at the centre or a corner, in any direction, a warning says by how much. Local grids (engineering CRS) are taken as they are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Nothing says where to predict: give CELL_SIZE or SNAP (a raster), TARGETS (points or polygons), or CV (the points themselves).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="headings.py" />
   <source>Nugget</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/variogram.py" />
   <location filename="reports/window_scale.py" />
   <source>Nugget / sill</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Nugget / sill by radius</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Nugget / sill by radius ({unit}), with the model and the verdict of each metric; dashed, the mean of maps with their cells in random order, dotted, their band, which the curve of a map without pattern leaves at 5 % at most, at any radius of any metric. Vertical bars are two standard errors to each side. Each metric is on a scale of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Nugget / sill by radius reflects the overlap of windows and not the landscape: on maps of the same cells in random order it is the same (p = {p}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Nugget / sill in the band of permuted maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Nugget / sill of all metrics by radius of the windows ({unit}). Vertical bars are two standard errors to each side.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Nugget / sill, standard error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Nugget and structures of the model that was used.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>Nugget, points in one place, blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Number and area of patches by class and size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Number of classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Number of core areas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Number of cores of the patch.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Number of disjunct core areas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Number of each cell’s ring, 0 for sources.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Number of patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Number of patches by area (ha), each bar from the limit before up to its own, on one scale. Codes of the classes stand in the bars where there is room.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Number of patches of each class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Number of patches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Number of rings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Number of the patch that each cell is of, a band for each map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>Numbers have a decimal point, as in 250;500;1000.5.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Numbers: D of the first and of the last year (of one landscape), and how many years have a D.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>Numbers: R2, R2_CV, MORAN_P, ROWS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>Numbers: cells or rows in which two variables or more have a value, and those in which all have.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>Numbers: the radius chosen, the median of the metrics’ radii, the share of the most frequent outcome, the least and the largest radius of all settings, p of the test against permuted maps (the smallest null_p); and the verdict as a text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>OUTPUT holds the change between years, but LAYERS has one map alone; add another, or leave OUTPUT out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>OUTPUT_NPV needs PRICE, YEAR_BASE and YEAR_ALT; give them, or leave OUTPUT_NPV out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/kriging.py" />
   <location filename="reports/regression.py" />
   <source>Observed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Observed against predicted values, and the line where both are the same. Rows of equal observed values lie on horizontal lines.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <location filename="reports/regression.py" />
   <source>Observed and predicted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Observed and predicted values of the points, and the line where both are the same. Predictions vary less than values: kriging smooths.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Observed less predicted: blue where the model predicts too much, red where it predicts too little.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Observed less predicted: positive where there is more than the variables explain.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/coupling_coordination.py" />
   <source>Obstacle (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Obstacle of an indicator (%) = 100 w (1 − x′) / Σ w (1 − x′)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Obstacles by year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>Of a class, with c&lt;sub&gt;ij&lt;/sub&gt; the area that went from class i to class j and T the years of the interval:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Of all classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Of forest and grassland.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Of larger rasters it is that of every few rows and columns. A cell takes some 70 bytes of memory.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>Of maps of several years a table needs the pairs of all of them: make one of each, and add the rows that the first lacks. A table of similarity has them all if the map has all classes; filled in for contrast it is a table of contrast too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Of observed and predicted values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/variables.py" />
   <source>Of rasters with several bands, as “Moving window” and “Spectral indices” make them: each band is a variable of the name of the band. The field of the one band then does not count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Of residuals of this model that are independent (Cliff and Ord).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Of rounds of variance inflation before the last only what leaves is shown; the table “Steps” has all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Of the coupling coordination.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Of the integrated index of the coupling.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Of the models of carbon density, as SPSS does it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Of the models: the variable that the others explain best goes, until none is above this.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Of the nearest points so many in each quadrant around a place, where points lie in clusters.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Of the rows that the effective number is computed of fewer than 3 have both, so that it is NULL: {pairs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Of the rule</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Of the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Of the tables of landscapes and classes. The patch table always has a column for each metric.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Of the variogram of the residuals: the distance from which on they are no longer alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Of these at most {count} are in a quadrant.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Of two years each indicator has one at either end of its scale, so that entropy makes all weights alike; more years tell more, or min and max in INDICATORS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>Of {count} variables {variable} goes along with carbon density most surely (r = {r}; p = {p} as if cells were independent).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>Of {count} variables {variable} goes along with carbon density most surely (r = {r}; p_effective = {p}, of {cells} effectively independent cells).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Offset of reflectance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>Olofsson et al. 2014 (Remote Sensing of Environment 148, 42); Stehman 2014 (International Journal of Remote Sensing 35, 4923); Pontius and Millones 2011; Pontius and Santacruz 2014; Fleiss, Cohen and Everitt 1969. R mapaccuracy gives the same figures, but loses the area of a class without points in silence.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>On a grid all pairs of cells are compared by Fourier transforms, which is exact. Above 4 million cells (a setting) the effective number is that of every few rows and columns; of more than 20,000 points or drawn cells it is that of so many drawn ones. The log says so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>On the land that both maps cover it fell by {change} t{interval}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>On the land that both maps cover it is the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>On the land that both maps cover it rose by {change} t{interval}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parts.py" />
   <source>One cell of every {every} × {every} is drawn.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>One file with every table, and the polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>One for each map in their order, as in 2007;2012;2022. Without any: from the layers’ times, else from their names.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>One map alone, two maps without a valid cell in common, a class that the groups or the pools lack (all such codes are listed with their cells), a layer without a CRS, maps that do not overlap. A failed or cancelled run writes nothing, and an existing file stays as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>One of every {every} is drawn.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>One of the two has the same value in all their rows, so that r is NULL: {pairs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>One or more for points, as in 50;100;250; none for polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>One or more, as in 50;100;250. Each has bands of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>One point in a stratum: nothing tells how its land varies, so what depends on it has no standard error (NULL), and a warning says so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>One point of every {every} is drawn.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Only cells or rows in which all variables have a value count (listwise).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>Only cells that are valid in both maps count, so the change need not be the difference of the two totals. The map before gives the grid. Where the map after has another grid (shifted, other cells, another CRS), it is brought onto it, and the log says so: by the class at the centre of the cell (&lt;i&gt;nearest&lt;/i&gt;) or by the class that fills most of it (&lt;i&gt;mode&lt;/i&gt;, for much smaller cells). Two maps that do not overlap are an error.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>Only cells valid at all dates</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Only cells whose centres lie in a polygon of the mask were predicted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>Only inside these polygons (mask)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pairtemplate.html" />
   <source>Open the attribute table of the result, switch on editing (the pencil), fill in, and save the edits. 0 is a value; a weight or a depth that is empty stops a later run, which tells all pairs that are. Delete rows of edge_depths that are to have the depth of all others. Without a name of its own the table is a temporary GeoPackage, which goes when QGIS is closed: choose a file at once, or export the table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pooltemplate.html" />
   <source>Open the attribute table of the result, switch on editing (the pencil), type tonnes of carbon per hectare, and save the edits. 0 is a value (open water); an empty pool stops a later run, an empty standard error does not. Without a name of its own the table is a temporary GeoPackage, which goes when QGIS is closed: choose a file at once, or export the table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>Options of GDAL’s GeoTIFF driver, as in COMPRESS=LZW|BIGTIFF=YES. They go before Pitscape’s own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/drawings.py" />
   <source>Other changes, each under 1 % of what changed: {area}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Other class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Other code</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Other variable</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Outer limits of the rings (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>Output</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonseries.html" />
   <location filename="help/carbonstorage.html" />
   <location filename="help/contributionratio.html" />
   <location filename="help/correlation.html" />
   <location filename="help/couplingcoordination.html" />
   <location filename="help/distancezones.html" />
   <location filename="help/kriging.html" />
   <location filename="help/landscapemetrics.html" />
   <location filename="help/lulctransition.html" />
   <location filename="help/mapaccuracy.html" />
   <location filename="help/miningassessment.html" />
   <location filename="help/movingwindow.html" />
   <location filename="help/pointvariogram.html" />
   <location filename="help/rasterizelulc.html" />
   <location filename="help/rastervariogram.html" />
   <location filename="help/regression.html" />
   <location filename="help/spectralindices.html" />
   <location filename="help/variogramfit.html" />
   <location filename="help/windowscale.html" />
   <source>Outputs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Over the years</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/land.py" />
   <source>Over the zones it is {spread}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>Over the zones the change is {spread}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <location filename="reports/map_accuracy.py" />
   <location filename="study/mining_assessment.py" />
   <source>Overall accuracy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Overall accuracy of the sample as it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Overall accuracy of {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Overall accuracy, kappa, quantity and allocation disagreement, and carbon, with standard errors and intervals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>PERIM / AREA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>PERIM / shortest perimeter that so many cells can have (of a square, or of the rectangle nearest to it that holds them).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>PRICE needs YEAR_BASE and YEAR_ALT; give both years, or no price.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Pairs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <source>Pairs and bins</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Pairs farther apart are left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Pairs of classes that occur.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Pairs of the variograms farther apart are left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Pairs with p below 0.05</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Pairs with p_effective below 0.05</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Pairs without p_effective have no star.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Parameter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Parameters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Part</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Part of the model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <source>Part {part} of {parts}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Partial r</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/regression.py" />
   <source>Partial residual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Partial residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Partial residuals (up): residual and coefficient times value, which is what the other variables leave to this one (across), with the line of the model and the means of tenths of the points. Where these bend away from the line, the variable goes along with Y in a curve that the model does not have.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="headings.py" />
   <source>Partial sill</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Partial sill 2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Partial sill of the second</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Partial sills in the squared unit of the values; ranges in {unit}. The effective range is where 95 % of the sill are reached (of spherical all of it).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Parts of the model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Patch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch area, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch area, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch area, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch area, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch area, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch area, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch cohesion index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Patch metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch perimeter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch perimeter, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch perimeter, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch perimeter, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch perimeter, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch perimeter, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch perimeter, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch richness</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Patch richness density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <location filename="reports/landscape_metrics.py" />
   <source>Patch sizes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Patch sizes by zone, {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <location filename="headings.py" />
   <location filename="help/landscapemetrics.html" />
   <location filename="reports/landscape_metrics.py" />
   <source>Patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Patches (ids)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>Patches are cut at the outline, so that NP, LPI and areas are those of the clipped patches; classes are those in the window, and all shares are of its valid cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Patches by class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <location filename="study/shown/glance.py" />
   <source>Patches in {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Patches no farther than this from a patch are in its PROX and SIMI, which need it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Patches of a class no farther than this from one another are joined. CONNECT needs it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Patches of land-cover maps, and metrics of patches, classes and landscapes as FRAGSTATS defines them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>Patches of one or several land-cover maps, and the metrics of patches, classes and landscapes as FRAGSTATS 4.2 defines them, for maps of any size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Patches of the last map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Patches, last map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/windows.py" />
   <source>Pattern in windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Pearson (values, a straight line)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>Pearson of rasters without the effective number reads them once, in pieces: memory does not grow with them. Ranks (Spearman) take some 12 bytes for each cell and layer. The effective number takes some 70 bytes for each cell, and 8 more for each layer, of the cells that are compared (4 million at most, unless you ask for more).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Pearson’s r was computed for all pairs of {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Percentage of landscape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Percentage of like adjacencies</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Perimeter-area fractal dimension</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Perimeter-area ratio</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Perimeter-area ratio, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Perimeter-area ratio, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Perimeter-area ratio, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Perimeter-area ratio, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Perimeter-area ratio, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Perimeter-area ratio, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Permuted maps ({count}) have the same cells of each class in random order (seed {seed}). Neighbouring windows share cells, so their variograms have a nugget that falls with the radius as well (Journel and Huijbregts 1978). The curve of a map without pattern leaves their band (mean and studentised maximum deviation over all radii and metrics; Myllymäki et al. 2017) at 5 % at most; a metric that stays within it has no radius.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Permuted maps to compare with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Permuted: high end of the band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Permuted: low end of the band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Permuted: nugget / sill</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Permuted: nugget / sill, standard error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Permuted: p</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Persistence (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="study/mining_assessment.py" />
   <source>Pits, dumps, industrial land. Give these, or a layer of mining land.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>Pitscape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Pitscape met a defect of its own ({detail}); no result was written. Please report it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shelf.py" />
   <source>Pitscape: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Places along a side of a block</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Places elsewhere, to test breaks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <source>Point variogram</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="algorithms/point_variogram.py" />
   <location filename="headings.py" />
   <location filename="reports/kriging.py" />
   <location filename="reports/map_accuracy.py" />
   <source>Points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Points and share of area of each class of the map by each reference class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Points by the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Points by the reference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Points farther away are left out; where none is left there is no prediction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <source>Points in a projected CRS, with a field of values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Points in one place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Points left out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Points not predicted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Points of each class of the map (rows) by reference class (columns).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Points of each prediction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>Points or polygons</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Points or polygons to predict for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Points predicted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <location filename="help/kriging.html" />
   <source>Points that count</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Points that have too few others near them, or whose system cannot be solved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Points that the others predict.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>Points that were not placed with the map in mind, such as along roads, tell little of the rest; beyond the points, kriging goes back to the mean or, worse, follows the drift.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <source>Points to draw at random</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Points used</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <location filename="study/chapters/accuracy.py" />
   <source>Points with both classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Points with the class that is really there, drawn at random (see Design of the sample).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Points with the class that is really there, for the accuracy of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Points with values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Points {points} lie in one place ({x}, {y}). With DUPLICATES mean they count by their mean.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>Points: a circle holds the cells whose centre is no farther than the radius from that of the cell which holds the point (on an edge between cells, the one at its right or below); a square has sides of two radii and a cell. Radii are in map units, as in 30;50;100, of a cell’s side or more; the log tells how many cells a window of each has. Values are those that “Moving window” has in that cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>Polygons are read once, and rows are made in strips, several at a time. Memory is some 60 bytes for each vertex and that of a few strips of rows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Polygons around the cells of each ring.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Polygons around the levels of each year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Polygons of FEATURES hold no cell centre, and so have no values ({features}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Polygons of land cover</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Polygons of the patches, with their metrics as columns.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="study/mining_assessment.py" />
   <source>Polygons, lines or points that are mining land, in place of class codes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Polygons, lines or points that distances begin at, in place of class codes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>Polygons: a window holds the cells whose centres the polygon holds; holes and parts are respected. Polygons have no radius. Values are those of “Landscape metrics” with the polygon as the mask. Polygons that overlap count each on its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>Polygons: tables have rows for each zone, and only cells in a zone count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>Pontius, Shusas and McEachern 2004, Agriculture, Ecosystems and Environment 101, 251 (swap); Pontius and Santacruz 2014, International Journal of Remote Sensing 35, 7543 (exchange, shift); Puyravaud 2003, Forest Ecology and Management 177, 593 (compound rate); Aldwaik and Pontius 2012, Landscape and Urban Planning 106, 103 (intensity analysis). The dynamic degrees are those of Chang et al. (2024, doi 10.3389/feart.2024.1372795).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Possible classes (for RPR)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="headings.py" />
   <location filename="reports/regression.py" />
   <source>Predicted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Predicted R² (PRESS)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Predicted from the others</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Predicted: {targets}, from {neighbours}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Predicting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="reports/kriging.py" />
   <source>Prediction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Prediction and its variance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Predictions are by ordinary kriging: the mean is not known, and may differ from place to place (Matheron 1963; Cressie 1993).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Predictions are by simple kriging with the mean {mean} (Matheron 1963; Cressie 1993).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Predictions are by universal kriging: the mean is a linear function of {terms}, with coefficients that are estimated together with the prediction by generalised least squares (Matheron 1969; Cressie 1993); of a raster that of the cell that holds a point counts.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged.py" />
   <source>Predictions are made where a polygon holds the centre of a cell; of a raster with gaps only these gaps are filled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Predictions are means over blocks of this size around the centres of cells, as in 40 or 40;60.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Predictions are means over blocks of {size} {unit}, by {nodes} × {nodes} Gauss-Legendre nodes, the nugget left out of covariances of blocks, as in gstat.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Predictions go from {from} to {to}, and the values from {low} to {high}. The model or the drift does not suit the points: look at the variogram, give a nugget, or less drift.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Predictions in the unit of the values, and their variance in its square, which tells of the layout of the points and of the model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Predictions of polygons are means over the centres of a grid of 10 × 10 cells that lie in them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/mining_assessment.py" />
   <source>Price per tonne</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/map_accuracy.py" />
   <source>Producer’s accuracy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Producer’s accuracy, standard error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Proximity index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Proximity index, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Proximity index, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Proximity index, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Proximity index, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Proximity index, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Proximity index, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>PyLandStats 3: SHDI is that of adjacencies; CONTAG as in landscapemetrics; FRAC of single cells of 1 m² is left out of means; total edge of cells that are not square swaps width and height. Its tables have no AI, IJI, COHESION, PLADJ, CLUMPY, NLSI, DIVISION, SPLIT, PAFRAC.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Q-Q plot of the residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Quantile of the normal distribution</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Quantity disagreement</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/kriging.py" />
   <location filename="reports/regression.py" />
   <location filename="reports/regression_words.py" />
   <source>RMSE</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>RMSE of blocks not seen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="reports/kriging.py" />
   <source>RMSE of the cross-validation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>RMSE of the mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>RVI: N / R</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>Radii around points (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <location filename="algorithms/window_scale.py" />
   <source>Radii of the windows (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Radii to choose from (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Radii: {radii} map units, 3, 5, 10, 15, 20 and 25 cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Radius (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Radius ({unit})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Radius chosen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Radius chosen (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Radius of gyration</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Radius of gyration, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Radius of gyration, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Radius of gyration, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Radius of gyration, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Radius of gyration, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Radius of gyration, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <location filename="study/shown/windows.py" />
   <source>Radius of the windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Radius of the windows (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="headings.py" />
   <source>Range a (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Range a 2 (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Range a of the second (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Ranges are equal in all directions ({model}, the lowest AIC of the ellipses).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Ranges in {unit}; semivariances in the squared unit of the values. The lowest AIC is the best; – where one is not defined.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Ranking</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Ranks are kept of all cells, up to {limit} of them, and there are {cells}. Set SAMPLE to regular or random.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>Raster of values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>Raster variogram</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Raster whose grid is taken</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Raster with gaps (in place of points)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Rasterize land cover</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Rasterizing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Rasters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>Rasters are read twice, in pieces, and all cores work: memory does not grow with them, but for what is kept of each block. A sample, or a table, stands in memory. Factors, a variance inflation limit and selections cost next to nothing: they work on sums. The table of the cells or rows of the model is as long as the cells are many; of large rasters ask for it with a sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Rasters by zones that overlap: tables count a cell in each zone; a raster cannot, and what needs it goes along.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Rasters of amounts that may go along with carbon, each a variable of the name of its layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Rasters of amounts, each a variable of the name of its layer: indices, height, slope, climate, metrics in windows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Rasters of carbon, change, windows, indices, models, levels. Without it they are not kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Rasters of class codes. Each class but the largest gets a coefficient: by how much it differs from the largest. Classes of fewer than 30 cells are put together.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>Rasters of class codes. The first gives the grid, onto which those that differ are brought.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Rasters on another grid than that of {first} were brought onto it ({how}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Rasters on another grid than that of {first} were brought onto it ({how}; classes: nearest).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: indices" />
   <source>Ratio vegetation index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Reach of CONNECT (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/reach.py" />
   <location filename="study/shown/reach.py" />
   <source>Reach of the mine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Reach: neither codes nor a layer of mining land, or no years. Net present value: no price. Series and change of carbon: no years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Read p_block</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Reading tables</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Reading the drift</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Reading the layers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Reading the points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Reading the polygons</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Reading the table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Red</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Red band of a picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <location filename="help/couplingcoordination.html" />
   <location filename="help/distancezones.html" />
   <location filename="help/kriging.html" />
   <location filename="help/mapaccuracy.html" />
   <location filename="help/movingwindow.html" />
   <location filename="help/pointvariogram.html" />
   <location filename="help/rasterizelulc.html" />
   <location filename="help/rastervariogram.html" />
   <location filename="help/regression.html" />
   <location filename="help/sampledwindows.html" />
   <location filename="help/variogramfit.html" />
   <location filename="help/windowscale.html" />
   <source>Reference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Reference points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Reference points of the last map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Reference raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/maps.py" />
   <source>Reference system of the grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <location filename="study/report.py" />
   <source>References</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>Reflectance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>Reflectance = value × scale + offset. “What the cells are” takes both from the band, where it tells them (the log says so), or from a product: Sentinel-2 L2A since processing baseline 04.00 of January 2022 (0.0001, −0.1), Sentinel-2 L2A before (0.0001, 0), Landsat Collection 2 level 2 (0.0000275, −0.2), reflectance itself (1, 0), 8 bits (1/255, 0). A scale or offset that is given goes before these.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Reflectance is below 0 in {negative} of {all} cells of {band}, so that indices mean nothing there. Check SENSOR, SCALE and OFFSET.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Reflectance is value × scale + offset. Goes before that of the product or the band.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Reflectance is {value} in {band} (row {row}, column {column}), and at most about 1 in truth, so that {indices} cannot be right. Give SCALE, as 0.0001, or SENSOR.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Regression</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Related circumscribing circle</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Related circumscribing circle, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Related circumscribing circle, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Related circumscribing circle, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Related circumscribing circle, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Related circumscribing circle, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Related circumscribing circle, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Relative mutual information</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Relative patch richness</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>Remove</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>Replace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Replicates of the block bootstrap</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="algorithms/correlation.py" />
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="algorithms/kriging.py" />
   <location filename="algorithms/landscape_metrics.py" />
   <location filename="algorithms/lulc_transition.py" />
   <location filename="algorithms/map_accuracy.py" />
   <location filename="algorithms/point_variogram.py" />
   <location filename="algorithms/raster_variogram.py" />
   <location filename="algorithms/regression.py" />
   <location filename="algorithms/variogram_fit.py" />
   <location filename="algorithms/window_scale.py" />
   <location filename="study/mining_assessment.py" />
   <source>Report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Resampling of maps on other grids</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Resampling of values on other grids</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Rescaled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Rescaling and weighing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/drawings.py" />
   <source>Residual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/drawings.py" />
   <source>Residual ({unit})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="reports/regression.py" />
   <source>Residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Residuals (observed less predicted) where the points lie: blue where the prediction is too high, red where it is too low.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Residuals are alike over all distances that were looked at, {range} m and more: blocks are {side} m wide, and may be too narrow. A variable may be missing that explains them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Residuals are alike over all of these distances: the effective range is {metres} m or more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Residuals are alike up to the longest distance that was looked at: how far beyond is not known.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Residuals of neighbours are alike (moran_p {p}): p and se take them for independent and are too small. {read}; robust_lm_lag and robust_lm_error say whether Y or errors go together.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Residuals of neighbours are alike ({p}), and there is no p of blocks here, which would admit it. Take none of these p for a finding.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Residuals of neighbours are alike ({p}), and with fewer than 10 blocks there is no p of blocks, which would admit it. Take none of these p for a finding.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Residuals of neighbours are less alike than by chance (moran_p {p}), and p and se take them for independent. {read}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Residuals of the cross-validation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Residuals of {y}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Residuals over their standard deviations, by rank, against what normal ones would be. Ends that leave the line are more (or less) far out than normal; with many cells that matters little to p.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Residuals were not tested for likeness of neighbours ({why}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Residuals were not tested, as nothing is left of Y.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <location filename="reports/contribution_ratio.py" />
   <location filename="reports/correlation.py" />
   <location filename="reports/coupling_coordination.py" />
   <location filename="reports/kriging.py" />
   <location filename="reports/landscape_metrics.py" />
   <location filename="reports/lulc_transition.py" />
   <location filename="reports/map_accuracy.py" />
   <location filename="reports/regression.py" />
   <location filename="reports/variogram.py" />
   <location filename="reports/window_scale.py" />
   <location filename="study/mining_assessment.py" />
   <location filename="study/shown/carbon.py" />
   <source>Results</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Ring</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Ring 0 is mining land; cumulative figures reach from it to the outer limit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>Ring means (against the middle of the ring) are fitted by a line of straight pieces that meet (segmented regression, Toms and Lesperance 2003), with at most one break for 8 rings. Neighbouring rings are alike even where the pit does nothing, because land is: so the fit weighs them by the covariance that ring means have by chance (generalised least squares), and a break is tested against &lt;b&gt;the same mining land laid elsewhere on the same map&lt;/b&gt;: shifted, turned by quarters and mirrored, on valid land that is not mined, with at least 80 % of the land in each ring, and without what the distance to the pit does to the land. p is the share of these places that show as strong a break, two breaks taken at once where 16 rings or more hold cells, because a step is two breaks; a break is taken at p ≤ 0.01. In simulations without any effect 4 to 7 % of maps have p ≤ 0.05 (see the validation page).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Ring raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <location filename="help/distancezones.html" />
   <source>Rings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Rings are as wide as this, where no limits are given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Rings that end beyond MAX_DISTANCE ({farthest} m) are left out: {number}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Robust LM test, error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Robust LM test, lag</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of AREA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of CAI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of CIRCLE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of CONTIG.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of CORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of DCORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of ECON.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of ENN.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of FRAC.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of GYRATE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of PARA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of PERIM.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of PROX.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of SHAPE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Root of the mean squared deviation from the mean (divided by NP), of SIMI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Root of the mean squared error of these predictions, in the unit of Y.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Root of the mean squared residual, in the unit of the values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Row</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Row {row} of the pool table (header not counted): lucode is {found}; it must be a whole number.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Row {row} of the pool table (header not counted; lucode {code}): {column} is {found}; {allowed}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <source>Rows copied: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Rows have no places on a plane, so that nothing is known of neighbours: figures of blocks and Moran’s I are NULL. Points in a projected reference system have them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Rows lie in {blocks} of {side} m; of fewer than {least} p_block and r2_cv are NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Rows of the model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/variogram_fit.py" />
   <source>Rows with the same values in these are one variogram.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Rows {first} and {second} of the pool table (header not counted) both have lucode {code}; keep one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="headings.py" />
   <location filename="reports/regression_words.py" />
   <source>R²</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="reports/regression.py" />
   <location filename="reports/regression_words.py" />
   <source>R² of blocks not seen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>R² {r2}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>R², cross-validation, information criteria, tests of the residuals, Moran’s I.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>R²: {model}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>SAMPLE stratified needs STRATA: a raster of classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>SAMPLE {sample} needs SAMPLE_SIZE: how many cells are drawn.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>SAMPLES would have {rows} rows; up to {limit} are written. Set SAMPLE to random or regular, or leave SAMPLES out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>SAMPLE_SIZE is {size}, and {taken} cells have values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>SAMPLE_SIZE is {size}; two cells at least of each of {strata} strata are more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>SAVI: with soil</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>SHDI / ln PR; 0 for one class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>SIDI / (1 - 1 / PR); 0 for one class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>SPSS REGRESSION (selection); R’s lm, car (vif), sandwich (vcovHC, vcovCL), lmtest (bptest), spdep (lm.morantest, lm.LMtests), whose figures it has to 9 digits. MacKinnon and White 1985; Fox and Monette 1992; Cliff and Ord 1981; Anselin, Bera, Florax and Yoon 1996; Koenker 1981; Belsley, Kuh and Welsch 1980; Cameron and Miller 2015 (blocks); Roberts et al. 2017 (cross-validation by blocks).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>STABLE: there is a radius.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>STORAGE has no row of {years}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>STORAGE is not looked at: F_FIELD and CA_FIELD are columns of INPUT.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>STRATA has the value {value}; strata are whole codes, as those of a land-cover map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>STRATA has {found} classes or more; up to {limit} are taken. Give a raster of classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>STRATA have {given} cells, and the map has {found} with a class: check that they are of the same land. Areas are shares of the area of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>STRATA: no point that counts is of {strata}; add points there, or leave these strata out of table and map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>Sampled windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Sampling windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Save as CSV</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Save as PNG</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Save as SVG</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <source>Saved as {name}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Scale choice</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <location filename="study/chapters/windows.py" />
   <source>Scale choice and its sensitivity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Scale of reflectance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Scatters of the pairs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/ticks.py" />
   <source>Search</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Search radius of PROX, SIMI (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Second model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Seed of random draws</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="study/mining_assessment.py" />
   <source>Selection of variables</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/kriging.py" />
   <location filename="reports/regression.py" />
   <location filename="reports/variogram.py" />
   <location filename="reports/window_scale.py" />
   <source>Semivariance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Semivariance (squared unit of the metric) by distance ({unit}) and radius of the windows: bins as points, the model of the rule as a line. Each metric is on a scale of its own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Semivariance (squared unit of the values) by lag: no lag in the middle, to the east on the right, north up as the raster is. White is where there is no pair, and beyond the cutoff.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Semivariance (squared unit of the values) of the bins at the mean distance of their pairs; dotted, the fitted models.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Semivariance (squared unit of the values) {what}, at the mean distance of the pairs of a bin, and the model that kriging used. Bins: {bins}; pairs: {pairs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Semivariance ({unit})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>Semivariance by distance east and north, with no distance in the middle. Matheron’s estimator, no sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Semivariances are {estimator}, of {pairs}. Bins of distance are closed on the right, the cutoff included; directions are clockwise from north.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>Semivariances of all pairs of cells of a raster by distance and direction, a variogram map, covariances, fitted models, and their anisotropy.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <source>Semivariances of all pairs of points by distance and direction, and fitted models.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Semivariances of the map do not depend on distance ({model}, the lowest AIC of the ellipses).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <location filename="reports/window_scale.py" />
   <source>Sensitivity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Sentinel-2 L2A before 2022 (× 0.0001)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Sentinel-2 L2A since 2022 (× 0.0001 − 0.1)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Settings that are not here are those that the algorithm has by itself. To change them, change the chain (below).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Several areas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Shannon diversity of the last map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Shannon diversity {shdi}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Shannon's diversity index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Shannon's evenness index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>Shannon’s diversity index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <location filename="study/shown/pattern.py" />
   <source>Shannon’s diversity index {shdi}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>Shannon’s diversity index, last map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <source>Shape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Shape index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Shape index, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Shape index, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Shape index, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Shape index, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Shape index, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Shape index, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Shape of the windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>Shape of the windows around points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Share (%) of each class in the area.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Share of area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/landscape_metrics.py" />
   <source>Share of area (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Share of carbon (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Share of each class of the area: on the map (bars), and as the reference tells it (points).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Share of each indicator in what L falls short of 1, by its weight (%): where there is most to gain.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Share of the area that changed per year in each interval; above the line of uniform change an interval is fast, below it slow.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Share of the edge against nodata and the border of the map that counts as edge in TE and ED, as in FRAGSTATS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Share of the most frequent outcome</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Share of the values within ± 1.96 standard deviations of the prediction: 0.95 where variances and the normal law hold.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Share of the variance of Y that the model explains.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Share on the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Shares of 1; – where there is no standard error: of quantity and allocation, and of a stratified sample as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Shares of area (%)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Shares of area are p_ij = Σ W_h n_hij / n_h; overall, user’s and producer’s accuracy and areas follow from them (Olofsson et al. 2014), with variances Σ W_h² s_h² / n_h (n_h − 1 degrees of freedom, no finite-population correction) and 95 % intervals of ± 1.96 standard errors, which may reach below 0 or above 1 where points are few.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Shift (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Shortest / longest range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Shortest range / longest range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Shortest range a (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Shown: the last map; the table “Patch sizes” holds all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>Shown: {map}, the last map; the tables hold all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parts.py" />
   <source>Shown: {shown} of {of}, {what}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>Side of blocks for intervals (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="reports/regression_words.py" />
   <source>Side of the blocks (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Sides of cells in common</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Sill</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Similarity index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Similarity index, area-weighted mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Similarity index, coefficient of variation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Similarity index, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Similarity index, median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Similarity index, range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Similarity index, standard deviation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Similarity of classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Simpson's diversity index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Simpson's evenness index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Size of cells to coarsen to (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Sizes of the strata</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Slope (t/ha/km)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Smallest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Smallest of L, F, Ca</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Smoothness of Matérn (more than 0) or exponent of power (up to 2).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Smoothness of Matérn (more than 0, up to 100) or exponent of power (up to 2).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Smoothness of Matérn (more than 0, up to 100).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>So many parts, each of which is left out in turn.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>So many times so many places stand for a block; 4 is what gstat has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>So that zones can be compared. Otherwise each has its own, as if it were alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>So the same pools stand on both sides of a change, and land that stays what it is makes it no less certain: the interval of a change is much narrower than those of its two years suggest. A blank standard error is unknown, not 0: totals with that class then have none, and a warning says so. Errors of the maps are in it with an error matrix alone (below). The lower end may be below 0 where errors are large; do not add up totals of zones that overlap.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Soil factor L of SAVI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: indices" />
   <source>Soil-adjusted vegetation index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Solving for the points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Some cells of {path} have no place on the ellipsoid of {crs}, so their areas are unknown. Clip the map to where {crs} is defined.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>Some features have no point, so that nothing is told of neighbours and blocks. Select or filter those that have one to get these.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Some of the cells or rows are drawn: {count} of {all}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>Sort</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonseries.html" />
   <location filename="help/carbonstorage.html" />
   <source>Source</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Source cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <location filename="help/lulctransition.html" />
   <source>Sources</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Sources (a layer)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Sources cover {area} ha ({area_km2} km2) of valid cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Spearman (ranks, any steady rise or fall)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Spearman’s is Pearson’s of the ranks: outliers move it less, and a curve that only rises counts in full.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Spearman’s r, Pearson’s r of the ranks (equal values have the mean of their ranks), was computed for all pairs of {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <location filename="study/chapters/drivers.py" />
   <source>Spectral indices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>Spectral indices of reflectance: {indices}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Splitting index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Squares with rows in them. With fewer than 10 there are no errors by block and no cross-validation; some 20 are better.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Squares, within which residuals may be alike: for standard errors by block, and for the cross-validation.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Stable</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Stage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Standard deviation of the residuals, √(RSS / (n − p)), in the unit of Y.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/map_accuracy.py" />
   <source>Standard error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Standard error (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Standard error (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Standard error by the map alone (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Standard error by the pools alone (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_series.py" />
   <source>Standard error of the carbon change (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Standard error of the direction (°)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Standard error of the overall accuracy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Standard error of the ratio</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <location filename="algorithms/map_accuracy.py" />
   <source>Standard error of the total carbon (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Standard error, HC3</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Standard error, blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Standard error, independent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Standard error, map (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Standard error, pools (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Standard error, t, p and limits as if residuals were independent and of one variance (t with n − p degrees of freedom); HC3: of any variance; blocks: alike within blocks (CR1).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <location filename="help/carbonstorage.html" />
   <source>Standard errors</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Standard errors and p take residuals as independent.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Standard errors are those of independent residuals of one variance; of residuals of any variance (HC3, MacKinnon and White 1985), with t of n − p degrees of freedom; and, where there are 10 blocks or more, of residuals that are alike within a block (cluster-robust, CR1), with t of as many degrees of freedom as there are blocks less one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Standard errors of nugget / sill{of} are too small for {models}. They are where the effective range is {share} of the cutoff ({cutoff} map units) or more, and at any range for gaussian and for matern with kappa above {rough}. In simulated maps ± 2 standard errors, which are to hold the truth in 95 of 100, held it in 72 to 86.5 with spherical and in 76 to 92 with exponential (ranges of 0.4 to 1.25 of the cutoff), in 74 to 83.5 with gaussian (0.25 to 0.75); matern and linear_sill were not simulated. Take the errors as lower limits.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Standardised coefficient (beta)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Standardised coefficients: by how many standard deviations Y differs where the variable is one standard deviation larger, all others alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/regression.py" />
   <source>Standardised residual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="groups.py" />
   <source>Statistics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <location filename="headings.py" />
   <source>Step</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Step between windows (cells)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Step per doubling</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="reports/regression.py" />
   <source>Steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>Stop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Strata are not the classes of the map; their sizes were given (ratio estimators, Stehman 2014).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Strata are the classes of the map, with their shares of its area, of which every cell counts.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Strata are the classes of the map; their sizes are the cells that the table of counts has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Strata with one point alone: {strata}. Nothing tells how their land varies, so figures have no standard errors. Add points there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Stratified: points drawn in each class of the map, or in the strata of a table. Simple: drawn all over the map. Systematic: on a grid. The last two are post-stratified by the classes of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Stratum</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>Stride</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Structures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Structures besides the nugget</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Studentised residual</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum of CORE over patches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum of NCORE over patches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum of edge x weight of CONTRAST / TA (ha), with BOUNDARY_EDGE_PCT of the edge at background and border.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of AREA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of CAI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of CIRCLE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of CONTIG.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of CORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of DCORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of ECON.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of ENN.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of FRAC.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of GYRATE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of PARA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of PERIM.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of PROX.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of SHAPE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches / NP, of SIMI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of all classes within SEARCH_RADIUS of weight of SIMILARITY (1 in a class, where it has none) x area (m2) / distance² (m).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of the class within SEARCH_RADIUS of area (m2) / distance² (m), distances as for ENN; 0 without any.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of AREA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of CAI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of CIRCLE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of CONTIG.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of CORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of DCORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of ECON.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of ENN.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of FRAC.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of GYRATE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of PARA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of PERIM.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of PROX.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of SHAPE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Sum over patches of value x area / total area of them, of SIMI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Summing pairs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Summing up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Swap</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Swap (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Systems and coordination by zone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Systems and their mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Systems, coupling and coordination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>T = α L + β F + γ Ca, each 1/3 unless you give others (made to add up to 1); D = √(C T)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>T, development</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>TABLE has no places on a plane, so that n_effective and p_effective are NULL; points in a projected reference system have them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>TABLE, a table whose columns of numbers are the indicators</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>TE / TA (ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>TYPE simple needs a model with a sill; linear and power have none. Take another model, or ordinary.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>TYPE simple takes the mean as known: give MEAN, or take ordinary.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>TYPE universal needs a drift: give DRIFT (linear, quadratic) or DRIFT_LAYERS, or take ordinary.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <location filename="reports/correlation.py" />
   <source>Table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/variogram_fit.py" />
   <source>Table of variograms</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Table of years and indices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>Table of years by indices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <location filename="algorithms/regression.py" />
   <source>Table or points (in place of rasters)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>Table template (pairs, groups, indicators)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>Table to fill in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <location filename="study/shown/figures.py" />
   <source>Table {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <location filename="reports/contribution_ratio.py" />
   <location filename="reports/coupling_coordination.py" />
   <location filename="reports/landscape_metrics.py" />
   <location filename="reports/lulc_transition.py" />
   <location filename="reports/map_accuracy.py" />
   <location filename="reports/variogram.py" />
   <location filename="reports/window_scale.py" />
   <location filename="study/shelf.py" />
   <location filename="study/shown/carbon.py" />
   <source>Tables</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Tables and polygons (GeoPackage)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>Tables of classes and landscapes need memory for a few rows of the map and for shapes of patches that differ; the patch table, the raster of ids and metrics of GYRATE, CIRCLE, CONTIG, cores and distances need some 200 bytes for each patch besides. The latter read the map twice and hold 12 bytes for each run of cells of patches that are not whole yet; distances hold some 60 bytes for each cell at the edge of a patch of one class, and 8 for those of all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>Taken from the style or attribute table of the map; its cells may hold other codes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Targets of gains</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Tau</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Ten landscape metrics in windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Ten of 0.1: extreme, severe, moderate and mild imbalance, near imbalance (up to 0.5), barely coordinated, primary, intermediate, good and excellent coordination. A grade holds what is above its lower end, and up to its upper one. A table with the columns from, to and name takes their place. A D that no grade holds has none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Term</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="reports/kriging.py" />
   <source>Terms of the drift</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Test that all coefficients are 0, if residuals were independent.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Test that residuals are normal. With many cells hardly any are, which matters little to p.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Test that residuals have one variance whatever the variables are. With a small p read those of HC3 or of blocks.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>That is more than chance: p of equal ranges is {p} by leaving out blocks; standard errors are {degrees}° of the direction and {error} of the ratio.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>That would be {count} rows; at most {most} are made at once.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="native.py" />
   <source>The Pitscape library at {path} cannot be loaded ({reason}): run scripts/build in the Pitscape sources.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="native.py" />
   <source>The Pitscape library at {path} is version {found} (interface {found_interface}), but this plugin needs version {needed} (interface {needed_interface}): run scripts/build in the Pitscape sources and start QGIS again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="native.py" />
   <source>The Pitscape library failed with status {status}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="native.py" />
   <source>The Pitscape library has no kernel {name}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="native.py" />
   <source>The Pitscape library is missing at {path}: run scripts/build in the Pitscape sources.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The a of the model, as range_a of the table: of exponential a third, of Gaussian 1/1.73 of the effective range.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The a of the second model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>The band of permuted maps: mean ± c standard deviations (0.01 at least) at every radius, c such that the curve of a map without pattern leaves it at 5 % at most, at any radius of any metric (studentised maximum deviation by rank). A metric that stays within it is not told from a map without pattern, and has no radius.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>The band of the raster that is read, counted from 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>The band that is read of each map, counted from 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>The band that is read of each raster, counted from 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="study/mining_assessment.py" />
   <source>The best value of an indicator becomes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/variogram_fit.py" />
   <source>The bins as they were read, with the variogram that each is of.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <source>The browser does not let the page copy. Save as CSV.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>The carbon model of InVEST (Natural Capital Project) with its net present value. The value assumes that carbon is gained or lost at one rate over the years, and that the price is what carbon costs society.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>The carbon pools of the map after, where they are others than before.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>The carbon storage model of InVEST (Natural Capital Project), as used by Chang et al. (2024, doi 10.3389/feart.2024.1372795) for the Haerwusu open-pit coal mine. The model takes a class to be the same everywhere and in balance: what a class holds is only as good as its pools.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>The carbon storage model of InVEST (Natural Capital Project), year by year, as Chang et al. (2024, doi 10.3389/feart.2024.1372795) used it for the Haerwusu open-pit coal mine. Errors are those of a linear combination of correlated quantities (JCGM 100:2008, 5.2.2).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>The cells of the map cannot be read. Codes can be typed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The cells of {path} are slanted (rows and columns are not at right angles); resample the map onto an upright or rotated grid first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The cells of {path} could not be read at row {row}, column {column} (counted from 0 at the top left): {detail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>The change of a cell between two years is the density of its class after minus that before, and gains and losses are summed over the cells that are valid in both maps. So a change need not be the difference of two totals. “interval” is two successive years, “whole” the first and the last.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>The change of carbon of a pair of classes is the density after minus that before times the area, where the density is c_above + c_below + c_soil + c_dead (t of C per ha), as in the carbon model of InVEST.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>The chapter on coupling tells of which L is made, and how.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>The chapters follow the study of Chang et al. 2024, each by an algorithm of Pitscape that can be run by itself and gives the same figures.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>The choice is made again with tau 0.05, 0.10, 0.20, eps 0.01, 0.02, 0.05, the models spherical, exponential and gaussian, and cutoffs of 1, 1.5 and 2 times the cutoff, as far as there is room. The most frequent outcome and its share are told; where it is below 60 %, or is not what the rule gives, and any of them gives a radius, the verdict is NOT DETERMINED. Metrics within the band of permuted maps have no radius under any setting.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>The class of the polygon that holds the centre of the cell, or the one that is seen on the largest part of it. No class where no polygon holds the centre, or where more of the cell is uncovered.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>The columns dist (mean distance of a bin), gamma (semivariance, 0 or more) and np (pairs), in upper or lower case. Rows may come in any order; bins at distance 0 are left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>The contribution ratio is K_l = (C_mine / S_mine) / ((C_mine + C_l) / S_l) × 100 %, with C the carbon and S the area of mining land, C_l the carbon of other land up to the distance l, and S_l the valid area up to l, mining land included (Chang et al. 2024, eq. 12). K falls with l even where the surroundings are uniform, as less and less of S_l is mining land; the dotted curve shows that: K if all other land were at its mean density.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The coordinate reference system given for {path} is not understood: {detail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>The coupling C is that of Fan et al. (2024): C = 1 − 2 s, and at least 0, where s is the standard deviation of L, F and Ca (of all three, not of a sample).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>The coupling C is that of Wang et al. (2021, Journal of Natural Resources 36: 793–810): C = √((1 − d) √(L F Ca / M³)), where d is the mean of |L − F|, |L − Ca| and |F − Ca|, and M the largest of the three.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>The coupling is C = 3 (L F Ca)^(1/3) / (L + F + Ca), the geometric mean of the three over their arithmetic mean. Eq. 5 of Chang et al. (2024) as printed lacks the division by the arithmetic mean, [L F Ca / ((L + F + Ca) / 3)³]^(1/3), and cannot give the D that they print.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>The coupling of the study is the standard one, but its Eq. 5 as printed, [L F Ca ((L + F + Ca) / 3)]&lt;sup&gt;1/3&lt;/sup&gt;, lacks the division: [L F Ca / ((L + F + Ca) / 3)³]&lt;sup&gt;1/3&lt;/sup&gt; is meant. By Eq. 5 as printed its D (0.887, 0.720, 0.849, 0.867) cannot be had: whatever the extremes, some year is at least 0.114 off. Which extremes of F and Ca it took is told in words alone, so that its D cannot be computed again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>The covariance of a bin is Σ (z − m) (z′ − m) / N over its N pairs, m being the mean of all cells with a value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>The cross-validation is of points, the map of blocks: its z scores are not those of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>The development is T = (L + F + Ca) / 3</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>The development is T = α L + β F + γ Ca, with coefficients {coefficients}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>The dialog comes with the study’s six indices: number of patches, patch density and landscape shape index as &lt;b&gt;−&lt;/b&gt;, since more patches and longer edges are more fragmentation; cohesion, SHDI and SHEI as +. The study takes all six as +, more being better; it does not say so, but the L that it prints follows from that. To have its L: take the table &lt;i&gt;indicators.csv&lt;/i&gt; of the sample (all +, with its printed weights 0.173, 0.172, 0.227, 0.193, 0.117, 0.118), weights as the indicators give them, and 0.1 as the worst value. From its Table 6 this gives 0.615, 0.519 and 0.448 for 2007, 2012 and 2017, where it prints 0.614, 0.519 and 0.449. For 2022 it gives 0.445 where 0.506 is printed; with SHDI 1.2931 and SHEI 0.5616, which follow from the areas of its Table 5, it gives 0.507. By entropy its table gives other weights: 0.155, 0.155, 0.239, 0.213, 0.122, 0.117.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <source>The drawing could not be saved as PNG. Save it as SVG.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The drift cannot be told from the points: a layer is constant there, layers say the same, or points lie on a line. Leave out a layer, or take less DRIFT.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>The dynamic degree alone hides classes that lose and gain alike; the two-way degree tells them. The row without a class is of all: gain and loss are the area that changed, swap, exchange and shift are half of the sums over classes, and the two-way degree is halved likewise, which is the comprehensive dynamic degree of the study.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>The dynamic degree is 100 (after − before) / before / years, the two-way degree 100 (gain + loss) / before / years, the compound rate 100 ln(after / before) / years (Puyravaud 2003), all in % per year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>The effective number is that of Dutilleul (1993), as in modified.ttest of the R package SpatialPack: 1 + tr(B Rx) tr(B Ry) / tr(B Rx B Ry), where Rx and Ry hold Moran’s I of the two variables in {classes}, with 1 on the diagonal, and B centres; p_effective is of F = (n_effective − 2) r² / (1 − r²) with 1 and n_effective − 2 degrees of freedom.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The effective numbers are those of every {step} rows and columns ({rows} x {columns} cells), as there are more than FFT_MAX_CELLS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The effective numbers are those of {number} points drawn at random (seed {seed}), whose pairs are all compared.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>The effective range, {metres} m, lies beyond these distances.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The ellipse of {model} was not fitted: too few lags.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>The exact Euclidean distance from the centre of every cell to that of the nearest source cell, rings of it, and the land cover of each ring. Sources are classes of the map (mining land, dumps) or the features of any layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The feature {feature} of {path} is a {found}; {field} takes points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The feature {feature} of {path} is a {found}; {field} takes polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The features of {path} cannot be read: {detail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>The features with a column for each metric, class and radius.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>The features with their geometries and attributes, in their own CRS, the columns layer and year (the map, and its year, NULL where neither its time nor its name tells one), and a column (real numbers) for each radius, metric and class: shdi_50, area_mn_12_50 (of class 12 at 50), and for polygons shdi, area_mn_12. A name that the layer has already gets _2. What has no value is NULL, as are all values of features without a geometry; the log says how many windows have none. Shapefiles cut names to ten characters: take a GeoPackage.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The features {first} and {second} of {path} overlap at {x}, {y}. Mend the layer, or set OVERLAP to last or first, which say whose class such cells have.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>The field of numbers that is to be explained.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/reference_input.py" />
   <source>The field with the class of each point: its code, or its name in the carbon pools or in the layer’s legend.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>The field with the number of each point. Points without one are left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/reference_input.py" />
   <source>The field with the stratum of each point, where the sample was drawn in other strata than the classes of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged.py" />
   <source>The field with the value of each point. Points without one are left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>The field with the year of each row.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <source>The figure could not be saved: {error}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>The figures need JavaScript. The tables hold their numbers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>The first map gives the grid. How cells of a map on another grid get their class. The most frequent class leaves nodata out, however much of a cell that is; of classes that tie it takes the one whose cells are all met first, row by row.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>The first map sets the grid. Maps in degrees are refused, since a degree has no length; a plane whose areas are over 1 % out of true is refused unless “Areas and lengths” is planar.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>The first of a title goes up, the second across.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/land_cover.py" />
   <source>The first of the maps gives the grid; a map on another grid is brought onto it by the class at the centre of a cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/land_cover.py" />
   <source>The first of the maps gives the grid; a map on another grid is brought onto it by the class that fills most of a cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>The first raster gives the grid. How its cells get their values from another grid.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>The first {shown} of {count} rows; the table that the run can write holds all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The fit is so close, or variables are so nearly combinations of each other, that sums by block do not tell residuals: p_block and r2_cv are NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The folder {folder} of {path} does not exist; create it, or choose another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The grid has {columns} columns and {rows} rows of cells of {size} map units; its upper left corner is at {x}, {y}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>The integrated index L of the landscape pattern is the sum of its indicators by their weights: {names}, + where more is better. Each is rescaled to x′ = {scale}, with (max − x) where less is better, between extremes that the table of weights lists (Chang et al. 2024, Eqs 8 and 9).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The known mean, which simple kriging needs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/land.py" />
   <source>The largest changes: {changes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>The last two radii are witnesses only. A step above its tolerance is a change.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>The least share (0 to 1) of a window's cells that must have a class, where windows in part count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>The log also tells of features without a cell: how many, their area, and the three largest. Areas are those of the plane where it is true to 1 %, those of the ellipsoid for degrees, or as “Areas of cells” says.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>The log, and the report at its beginning, name each chapter that is left out, and why.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The longest range is in direction {direction}° (clockwise from north), the shortest, across it, is {ratio} times as long ({model}, the lowest AIC of the ellipses: {own}, with equal ranges {round}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>The main numbers of each zone; the chapters and the GeoPackage have the others.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The map before and the map after are the same, so nothing changes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The map has no cell of these codes of the pool table: {codes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The map is isotropic as far as can be told: ranges differ by no more than chance, p {p} by leaving out blocks. The ellipse has the ratio {ratio} (standard error {error}) and no direction ({model}, the lowest AIC of the ellipses: {own}, with equal ranges {round}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>The map is read twice. Memory is that of a few strips of rows, and 8 bytes for each column and strip (16 with nearest source or signs); it does not depend on the distance. Polygons take some 30 bytes for each run of cells in a ring.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/accuracy.py" />
   <source>The map of {map} is right on {share} % of its area{interval}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/maps.py" />
   <source>The map of {path} could not be drawn: {why}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>The map to judge: a raster of class codes. Without it: a table of counts in its place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>The maps are brought onto square cells of this side before anything else, each of the most frequent class of what has one; a cell at the border is whole, so that areas grow by a little. Every figure is then of these cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <source>The maps could not be saved as PNG. Save them as SVG.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The maps of {from} and {to} do not have the same valid land, which matrices of each tell of: their change has the errors of the pools alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The maps of {same} and {year} are the same, so nothing changes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>The matrix has all that is needed: points and area_prop by class of the map (or stratum) give the covariance of all areas, Σ W&lt;sub&gt;h&lt;/sub&gt;² (δ&lt;sub&gt;kl&lt;/sub&gt; p&lt;sub&gt;hk&lt;/sub&gt; − p&lt;sub&gt;hk&lt;/sub&gt; p&lt;sub&gt;hl&lt;/sub&gt;) / (n&lt;sub&gt;h&lt;/sub&gt; − 1). A matrix whose classes have other shares of the map, by more than 0.1 % of the area in all, is of another map (or mask), and stops the run. The sample tells of the whole map: with zones there is no error of the map (NULL), standard errors are those of the pools alone, and a warning says so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>The mean of the values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The mean, or the coefficients of the drift, by generalised least squares, with standard errors.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/reach.py" />
   <source>The means of the rings break at {breaks} km: so far the land around is another than beyond.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/reach.py" />
   <source>The means of the rings have no break within {distance} km that chance would not make: how far the damage reaches is not told by them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>The metric of the row that you are on is told of here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>The metrics are measured in windows of every radius around each cell (see “Moving window”). Where no radii are given they are 3, 5, 10, 15, 20 and 25 cells of the map (their longer side): on cells of 10 m the 30 to 250 m of the study.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <location filename="reports/kriging.py" />
   <source>The model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>The model gives Y exactly: nothing is left that could be tested, and there are no errors.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The model goes through {rows} whatever their value is, as a variable tells of these alone: se_hc3 and r2_pred are NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The model has neither a nugget nor a sill above 0, so that there is nothing to weigh points by.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>The model has no constant. All R² are about 0: shares of the squares of Y, and not of its variance. They are larger than those of a model with a constant, and not to be compared with them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>The model has no constant; R² and F are those about 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The model is fitted to what is left beside the drift (least squares):</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The model is fitted to {points} points. A variance knows nothing of the error of the model: of simulated fields of 70 points 95 % intervals held .92 of the values, and .90 of the means of blocks (of 300 points .94). Look at msdr of a cross-validation.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>The model is fitted, and read with a second look at all cells: residuals, their neighbours, and what each cell weighs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The model is wrong at {part}: nugget, psill and range are numbers from 0, the kappa of matern is over 0 and up to 100, that of power over 0 and up to 2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The model linear_sill is not positive definite in two dimensions, so that variances would come out negative. Take spherical, which is the nearest to it that is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The model needs more complete rows than coefficients. Complete rows: {rows}; coefficients: {coefficients}. Give fewer variables, or look where values are missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>The model of the rule by radius; ranges in {unit}, semivariances in the squared unit of the metric.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>The model of the variogram is the one with the lowest AIC of a table of fitted models, of those that ended at no bound.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>The model of the variogram was given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>The model on its variogram</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>The model was fitted (spherical, exponential, Gaussian; weights: pairs / distance², as gstat; the lowest AIC) to the variogram of the residuals from the drift by least squares (Matheron; 15 bins up to a third of the diagonal of the points’ extent; no fit with a range at the end of the search), and once more to those by generalised least squares with that model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>The model was fitted to the variogram of the points (Matheron; 15 bins up to a third of the diagonal of their extent; spherical, exponential, Gaussian; weights: pairs / distance², as gstat; the lowest AIC of those whose range is not at the end of the search).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>The name of {names} can mean more than one year. Fill it in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>The nearest points (32; 0 for all), &lt;b&gt;and all that are as far as the last of them&lt;/b&gt;: so the order of the points does not matter. On grids such ties are the rule, and gstat and PyKrige cut them by chance. Distances are Euclidean, also with an ellipse of ranges, as in gstat. The log says how many were used at most; over four times as many at one distance is an error.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>The net present value is the change of carbon × K, with K = price / n × Σ over t = 0 … n − 1 of 1 / ((1 + r/100)^t (1 + c/100)^t), n the years between the maps, r the discount rate and c the change of the price (% per year), as in InVEST (Natural Capital Project); a price per tonne of carbon dioxide is taken times 44/12.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>The number of classes that there could be, which RPR (relative patch richness) needs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>The obstacle of an indicator is w (1 − x′) / Σ w (1 − x′), in %: its share in what L falls short of 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>The outline counts as the border of a map does: in the perimeters of patches (COHESION, SHAPE, FRAC, PARA) and in LSI and PLADJ, and not in TE and ED. Sides between a cell inside and one outside are no adjacencies: CONTAG, IJI, AI and the entropies leave them out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/windows.py" />
   <source>The pattern around each cell of {map} is that of windows of radius {radius} {unit}, {origin}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The pattern leaves 2 independent rows or fewer, so that p_effective is NULL: {pairs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The points ({points} of them) make no variogram that a model could be fitted to. Give MODEL or FITS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The points or polygons with prediction, variance and number of points as columns.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The points with their values, what the others predict, residuals, and z scores.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The pool table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The pool table has no row for these classes of the reference in ACCURACY: {classes}. Add them; or, if their land is to be left out, make the matrix again with them in IGNORE_CODES.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The pool table has no row.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The pool table has the column {column} {times} times; keep one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The pool table has {rows} rows; at most {limit} are taken.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The pool table lacks standard errors ({columns}) of code {codes}, so these classes and all totals have none. Fill them in; 0 stands for a pool that is known exactly.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The pool table lacks {missing}; it has: {found}. Needed are lucode, c_above, c_below, c_soil and c_dead (upper or lower case).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The predicted values; of a raster with gaps the raster with its gaps filled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="study/mining_assessment.py" />
   <source>The price is per tonne of</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The raster has the grid of {snap}: {columns} and {rows}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The raster has {columns} and {rows}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>The raster with the blue band, which EVI needs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>The raster with the green band, which GNDVI needs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>The raster with the near infrared band; it may be that of the red one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>The raster with the red band. Its grid is that of the indices.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The raster {path} cannot be opened: {detail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The raster {path} has no band {band}; it has {bands}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>The red band gives the grid. Bands on another grid, such as the 20 m bands of Sentinel-2 beside those of 10 m, are brought onto it: &lt;i&gt;bilinear&lt;/i&gt; between the centres of cells, &lt;i&gt;nearest&lt;/i&gt;, or the &lt;i&gt;average&lt;/i&gt; of the cells under one, by area. Bilinear and nearest give a value where the cell of the band at the centre has one; bilinear leaves out cells around it that have none, and of a band with smaller cells it takes those within the width of a cell of the grid, as gdalwarp does.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>The reference points with the class of the map and of the reference, and whether they agree.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/reference_input.py" />
   <source>The reference “{reference}” is of {year} and the map “{map}” of {map_year}: what changed in between counts as an error of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <source>The report needs the Python package {name}, which this QGIS does not have ({error}). Install it into QGIS's Python, or leave the report out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The request is not valid: {detail}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>The robust tests point to a lag of Y (what a place has depends on what its neighbours have), not to the errors.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>The robust tests point to the errors (something that is not among the variables, and alike over a distance), not to a lag of Y.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>The rule</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>The rule by metric and radius</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>The rule step by step, and what it gives with other settings.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster_export.py" />
   <location filename="layers/source.py" />
   <location filename="library: sentences" />
   <location filename="reports/parts.py" />
   <location filename="study/progress.py" />
   <source>The run was cancelled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>The same beside a lag. Of the two robust tests the one with the small p tells which spatial model to fit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>The same beside errors that are alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The same in all rows, and left out: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>The same on permuted maps (19, or as many as asked for), whose cells are those of the map in random order: as many of every class, without pattern. Windows that overlap share cells, so that their variograms change with the radius too. Each has the model of the map. Of a large map a part of each is measured, two cutoffs of windows wide, where the map has most cells: a smaller part spreads the figures more, so that the band is rather too wide than too narrow.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <location filename="declare/sample.py" />
   <source>The same seed draws the same cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <source>The same seed draws the same points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The same seed makes the same folds, and draws the same points where a model is fitted to very many.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>The same seed makes the same permuted maps, which have no pattern.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>The same seed repeats the draws of places and of blocks.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>The same where the mean of the rest is the prediction: kriging is of use where its RMSE is lower.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>The same, less what as many variables explain by chance.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>The sample (four maps of 1.7 million cells, 19 layers beside carbon) takes about a minute on two cores with a radius of the windows, two without, and 1.3 GB of memory; four maps of 28 million cells took ten minutes of CPU time and 2.1 GB. The scale of the windows, the contribution ratio and the correlations take most of the time. On large maps effective numbers of cells are of every few rows and columns. The log tells the chapter. A run that is cancelled, or that fails, leaves no file, and existing ones as they were.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>The sample is a simple random one, and is post-stratified by the classes of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>The sample is a stratified random one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>The sample is a systematic one; it is taken as a simple random one, and post-stratified by the classes of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parts.py" />
   <source>The sample is every few rows and columns, as many as leave {size} cells at most.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The sample is every {step} rows and columns: {rows} x {columns} cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/windows.py" />
   <source>The scale of the windows is not determined. They have the median of the metrics’ radii, {median:g} map units; {radius} gives another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The second pool table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The sensitivity table has {number} of 3 cutoffs: the others are more than half of the short side, {side} map units.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The side of a cell of the prediction, in the units of the points’ CRS. Edges of cells lie on multiples of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>The side of a cell, in the units of the polygons’ CRS. Edges of cells lie on multiples of it. Give this, or a raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The simple random sample of {points} is post-stratified by the classes of the map; figures of the sample as it is stand beside.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>The standard C is near 1 for anything but very unlike systems: D then follows T. Wang’s and Fan’s C spread wider.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>The standard one hardly tells systems apart that are alike; Wang’s and Fan’s do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>The study has 0.1, so that no indicator is 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>The study’s metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The system of all points cannot be solved, as rounding decides it: the model is too smooth for points so near one another. Give a nugget, or another model.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The systematic sample of {points} is taken as a simple random one and post-stratified by the classes of the map: standard errors are rather too large, unless classes repeat with the spacing of the grid.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The table holds {number} variograms, told apart by {columns}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The table of groups</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The table {path} cannot be read: {detail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>The table “Carbon by year and class” of “Carbon series”: year, lucode, area_ha, carbon_t, optional zone. For F and Ca that are no fields of the table of years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>The table “Error matrix” of “Map accuracy”, of the same map: map_lucode, ref_lucode, points, area_prop, optional stratum and year. Standard errors and intervals then hold the errors of the map too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The table “Fitted models” of a variogram of these points. Of several models the one with the lowest AIC is taken. With a drift leave it out: the model is then fitted to what is left beside it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>The table “Steps” tells which variables are in the model after each step.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="base.py" />
   <source>The temporary file {path} could not be written or read ({reason}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>The ten metrics of Chang et al. 2024 for each map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <source>The ten of Chang et al. (2024)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>The two models are not of the same land, {first} and {second} cells, so that their shares cannot be compared: metrics such as CONTAG have no value in windows of one class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The variables tell {y} exactly, but for rounding: it was made of them. Nothing is left to test, and p, F and the tests of residuals are NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>The variance of a total is the sum over pools p of (1 − r) Σ (A s)² + r (Σ A s)², summed over classes, where s is the standard error of the class's mean in pool p and r the correlation of the errors of two classes in one pool, here {correlation}. Errors are fully correlated over the cells of a class and independent between pools. For a change, A is the net change of the class's area, since the same pools stand on both sides. The 95 % interval is the value ± 1.96 standard errors.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The variance of each prediction, in the squared unit of the values: large where points are far.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The variogram and the drift are those of {number} points drawn at random (seed {seed}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The variogram is that of {number} cells drawn at random (seed {seed}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>The variogram of the points, or of what is left beside the drift.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>The whole study of a mining area in one run: accuracy of the map, land cover and its transitions, carbon, landscape pattern, pattern in windows, what goes along with carbon, coupling coordination, and how far the mine reaches. It runs other algorithms of Pitscape one after the other, as chapters, with what you give and with what earlier chapters made. Out come one GeoPackage with all tables, one folder of rasters, a group of layers in the project, and one report. The chain is that of Chang et al. 2024 for the Haerwusu open-pit coal mine.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>The whole study of a mining area in one run: accuracy, transitions, carbon, landscape pattern, windows, what goes along with carbon, coupling, and the reach of the mine, with one report.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The working files of the run could not be written: {detail}; SCRATCH, or the system's folder for temporary files, needs room.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="study/mining_assessment.py" />
   <source>The worst value of an indicator becomes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>The year of each map. Type to change it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>The year of the map after; a price needs it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>The year of the map before; a price needs it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The year of {layers} is not known, so the maps are compared in the order in which they were given. Areas are told, and rates of change are NULL: {intervals}. YEARS gives the years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>The year of {path} is not known; give YEARS, one for each of the LAYERS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="study/mining_assessment.py" />
   <source>The year whose map tells what mining land is in all years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>The zones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>The {shown} rows shown.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Their area in the table of carbon is F, as in 7;8. Give these, or a field.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>Their area is F of the coupling coordination.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Then, one at a time, the variable with the largest variance inflation factor was left out until none was above {limit} (of factors the square of GVIF^(1/(2 df)), Fox and Monette 1992).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>There are no intervals, because a stratum has one point alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>There are no intervals, because no replicates were asked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>There are no intervals, because the pool table lacks standard errors.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>There are no intervals.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>There are no maps of change: the raster “Map of carbon change” was not asked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>There are no maps of levels: the raster “Levels of sensitivity” was not asked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There are no standard errors, without which no radius is chosen: 16 blocks as wide as the cutoff, {cutoff}, do not fit into the cells with windows. Smaller radii have smaller cutoffs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There are no standard errors: 16 blocks as wide as the cutoff do not fit into the raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>There are none of blocks.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>There are ten grades of D, each 0.1 wide; a grade holds what is above its lower end, and up to its upper one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There are too few points: {points}, and {least} are needed at least (MIN_NEIGHBOURS, terms of the drift, or folds).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There are {blocks} blocks for {coefficients} coefficients: with fewer than 10 blocks each p_block is still too small. Of 8 simulated maps that had nothing to do with Y .14 had one of 0.05 or less on 25 blocks, .11 on 49, .09 on 100 (of one map .05 on 25, .08 on 49).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There are {rows} for {coefficients}: fewer than 10 rows each, and the model may follow chance.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>There is a model “{name}” already: {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is no L, F or Ca of {years}, where a value is missing: all figures are NULL there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>There is no effective number here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is no grid to rasterize to: give CELL_SIZE, or a raster as SNAP.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is no map to judge: give MAP (a land-cover map) or COUNTS (a table of its cells and points by class).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is no memory for the covariances of {points} points with one another. Give MAX_NEIGHBOURS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is no p_block that could be read in their place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is not enough memory for {what} ({bytes} bytes).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is nothing to compare MAP with: give REFERENCE (points, and the FIELD with their classes) or REFERENCE_RASTER (a raster of reference classes).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is nothing to compute from: give INPUTS (rasters) or TABLE (a table or points) with FIELDS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is nothing to explain: give Y (a raster), or TABLE with Y_FIELD.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is nothing to measure distances from: give CODES (classes of the map) or SOURCES (a layer).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>There is nothing to measure distances from: give {codes} or {layer}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>There is nothing to predict from: give INPUT (points, and the FIELD of their values) or RASTER (a raster with gaps).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>There is one landscape: the table of landscape metrics holds its values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>These are exact combinations of other variables, so that the model has no answer: {names}. Leave them out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>These words describe the maps as they are, without a test of significance: a difference of one cell is enough for them, and so are errors of the maps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="native.py" />
   <source>This process was forked from one that had used Pitscape, and cannot use it: start it by spawn, as in multiprocessing.get_context("spawn").</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parameters.py" />
   <source>This report was made on {when} by Pitscape {version}, algorithm “{title}” ({name}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Those whose cells all have a class, as in FRAGSTATS, or those of which a share has one too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Time and memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>To</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>To (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>To (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>To compare models of the same rows: lower is better. σ counts, as in R.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Tolerance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Tolerance of directions (degrees)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Tonnes of carbon per hectare, or per cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/words.py" />
   <source>Too long for this page, and whole in the GeoPackage: {tables}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/words.py" />
   <source>Too long for this page: {tables}. The output “Tables and polygons” has them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Total area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Total area (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>Total area of the last map (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>Total by the reference (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Total carbon (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Total carbon by the reference (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Total core area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Total edge</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Total edge contrast index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Tracing patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Transfers between classes, and where land changed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/figures.py" />
   <source>Transfers between classes, first to last year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <location filename="study/chapters/land.py" />
   <source>Transition matrix</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Transition matrix as a list</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Transition matrix, {span}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Two add a second range and sill; models without a sill have one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Two bins{of} have the distance {distance}: if the table holds several variograms, name the columns that tell them apart in GROUP_FIELDS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Two fields with numbers or more, each a variable, as in savi;dem.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>Two maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Two maps are of one year. Areas are told, and rates of change are NULL: {intervals}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>Two maps are of {years}; a run needs different years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Two rasters or more, each a variable. The first gives the grid, onto which those that differ are brought. Give these, or a table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Two-way degree (%/a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/fields.py" />
   <source>Type</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Type of kriging</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>UNBOUNDED (no sill within the cutoff at half of the radii or more)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>UNBOUNDED: the effective range is beyond the cutoff, or a straight line has the lower AIC, at half of the radii or more: the sill is not in sight.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Uniform intensity (%/a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <location filename="headings.py" />
   <source>Unit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Unit of the coefficient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_storage.py" />
   <source>Unit of the density raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>Unit: {unit}. Range: {range}. Levels: {levels}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Units of the coefficients: {units}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Up to {most} points are used in place of {asked}: all at the distance of the last one enter, so that the order of points does not matter.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Used, or why not</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/map_accuracy.py" />
   <source>User’s accuracy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>User’s accuracy, standard error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>User’s accuracy: the share of a class on the map that is right. Producer’s accuracy: the share of a class on the ground that the map has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>User’s and producer’s accuracy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>VIF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/kriging.py" />
   <location filename="reports/map_accuracy.py" />
   <location filename="reports/template.html.j2" />
   <source>Value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of AREA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of CAI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of CIRCLE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of CONTIG.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of CORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of DCORE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of ECON.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of ENN.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of FRAC.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of GYRATE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of PARA.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of PERIM.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of PROX.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of SHAPE.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>Value of the middle patch, or mean of the two middle ones, of SIMI.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Values are those of {field} at {count} points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>Values between points, or in the gaps of a raster, predicted from those around them with the least variance that the model of the variogram allows, and that variance. Use it where measurements at places are to become a map: soil carbon, biomass of plots, metrics in windows that could not be computed everywhere.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Values between points, or in the gaps of a raster, predicted with their variance, and cross-validated.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Values lie outside of the extremes that are given, and are rescaled to below RESCALE_MIN or above RESCALE_MAX (F and Ca: above 1): {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>Values of the pairs: look whether they follow a line, a curve, or a few cells far from the rest. Drawn are {count} cells or rows at most; r is of all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <location filename="reports/landscape_metrics.py" />
   <location filename="reports/window_scale.py" />
   <source>Values that are not defined are left out: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Variable</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <location filename="reports/variable_maps.py" />
   <source>Variables</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Variables in the model after it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>Variables that are constant are left out, and those that are an exact combination of others (the later one).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Variables that are constant, or an exact combination of others, were left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Variables that say much the same have uncertain coefficients; VIF is over 5 of {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Variables that were left out or selected</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Variables were selected backward, as SPSS does: the one of the largest p left while that was at least {leave}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Variables were selected by the same data: their p and standard errors are too small, and R² is too large. R² of blocks not seen has the same variables, and is too large as well.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Variables were selected forward, as SPSS does: the one of the smallest p entered while that was at most {enter}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>Variables were selected stepwise, as SPSS does: the one of the largest p left where that was at least {leave}; else the one of the smallest p entered where that was at most {enter}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="study/mining_assessment.py" />
   <source>Variance inflation at most (0 for any)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>Variances take the model as known, and tell of intervals only where values are about normal. Skewed values may be better kriged as logarithms; what comes back by exp() is a median, no mean.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Variation over short distances: predictions at points are their values. Error: they are smoothed, and variances are those of the value without its error.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="algorithms/point_variogram.py" />
   <location filename="algorithms/raster_variogram.py" />
   <location filename="headings.py" />
   <location filename="reports/variogram.py" />
   <source>Variogram</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/variogram_fit.py" />
   <source>Variogram as it was read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/variogram_fit.py" />
   <source>Variogram fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <location filename="reports/variogram.py" />
   <source>Variogram map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Variogram of each metric at each radius.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>Variogram of the residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Variogram: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <location filename="reports/variogram.py" />
   <location filename="reports/window_scale.py" />
   <location filename="study/chapters/windows.py" />
   <source>Variograms</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>Variograms by metric and radius</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>Variograms of all pairs of cells that have a value at every radius: the same cells, bins of a cell’s width and the same cutoff for all radii. The cutoff is four times the largest radius; more is allowed, up to half of the short side of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>Variograms: {variograms}; bins: {bins}; pairs: {pairs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>Vegetation indices of a picture (NDVI, GNDVI, DVI, RVI, SAVI, EVI), a band for each.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>Vegetation indices of a picture, such as NDVI, from its red and near infrared bands and, where an index needs them, green and blue. All indices are computed in one pass, in 64-bit numbers whatever the cells are: a difference of 16-bit counts cannot wrap around.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <location filename="headings.py" />
   <location filename="reports/window_scale.py" />
   <source>Verdict</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Verdict by blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>Verdicts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Vertical bars are 95 % intervals (± 1.96 standard errors); where there is none, a class lacks a standard error in the pool table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Vertical bars are 95 % intervals by the spatial covariance of the density.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Vertical bars are 95 % intervals of the bootstrap (replicates: {replicates}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <location filename="reports/map_accuracy.py" />
   <source>Vertical bars are 95 % intervals: the value ± 1.96 standard errors.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>W&lt;sub&gt;h&lt;/sub&gt; = share of the area in stratum h, from every cell of the map; n&lt;sub&gt;h&lt;/sub&gt; points in it, n&lt;sub&gt;hij&lt;/sub&gt; of them with class i on the map and j in the reference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>WEIGHTS are given, and the table has no column weight</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>WINDOW OVERLAP (as on permuted maps)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>WINDOW OVERLAP, alone or beside another verdict: q stays within the band of permuted maps at all radii. The curve then reflects the overlap of windows and not the landscape, and gives no scale to publish.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Wang et al. 2021</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>Warning.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/page.py" />
   <source>Warnings like this one: {count} more, under “Messages of the run” at the end of the page.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Weight</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Weight (0 to 1)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>Weighted RSS</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Weights</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Weights by entropy need years: of few they tell little. The study’s are in the sample’s table of indicators.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Weights by entropy tell how unlike the years are ({count} here), and not what matters to the land. The fewer years, the more does one of them decide.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Weights by entropy, over the n years that have all indicators: p = x′ / Σ x′, e = −Σ p ln p / ln n with 0 ln 0 = 0, w = (1 − e) / Σ (1 − e). Or weights that are given (made to add up to 1), or all alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>Weights follow from the entropy of the rescaled indicators over the n years that have all of them (Shannon 1948): p = x′ / Σ x′, e = −Σ p ln p / ln n with 0 ln 0 = 0, w = (1 − e) / Σ (1 − e).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Weights of the bins in fits</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Weights of the ellipse of {model} did not settle.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="study/mining_assessment.py" />
   <source>Weights of the indicators</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Weights of {model}{of} did not settle.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>Weights were given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>What Chang et al. 2024 show, and where it stands here for these maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>What D says, and what not</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>What a run cannot make, as the cross-validation without one, is left out and the log says so.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>What became of each class of land cover between dates: transition matrix, gain, loss, swap and rates of change, and intensity analysis.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>What became of each class of land cover between two dates or more: which class turned into which, how much each gained, lost and kept, how fast it changed, and whether that was more than if all land had changed alike (intensity analysis). Maps are read once for the tables, and once more for the map of transitions.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>What became of what</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>What became of what: {zone}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>What cells of the picture are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>What changed from {span}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>What counts is what lies inside:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/sampledwindows.html" />
   <source>What counts is what lies inside: patches are cut at the outline, which counts as the border of a map does (in the perimeters of patches and in LSI and PLADJ, and not in TE and ED).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>What did not occur has rows too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <location filename="help/pairtemplate.html" />
   <location filename="help/pooltemplate.html" />
   <source>What does not count</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>What explains a raster, such as carbon density: a multiple linear regression (ordinary least squares) of it on other rasters, or of a field of a table or of points on other fields. Variables that say the same are left out, others may be selected stepwise, and errors are told that admit that neighbouring cells are alike. Run “Correlation” before it, to see which variables go together.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/drivers.py" />
   <source>What goes along with carbon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>What goes along with {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>What is done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>What is done, in this order</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>What is known of the mean of the values. Ordinary is what most studies use.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>What is not defined is NULL: blocks with fewer than 10, Moran’s I without places, p where nothing is left of Y.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>What is not wanted, or takes too long. A chapter goes too where another that it needs is left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>What is to be explained (Y)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>What is to be filled in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="reports/kriging.py" />
   <source>What it means</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>What it shows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <location filename="help/couplingcoordination.html" />
   <location filename="help/kriging.html" />
   <location filename="help/mapaccuracy.html" />
   <location filename="help/miningassessment.html" />
   <location filename="help/regression.html" />
   <source>What it takes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>What leaves a chapter out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>What may explain it (X)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>What stands in the way</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>What the cells are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>What the change is worth today, per hectare. Needs a price and both years.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>What the model predicts wherever all its variables have a value, also where Y has none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>What the nugget is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>What the rule chooses for all metrics under other settings: a radius ({unit}), or a verdict. Columns are tau / eps; the rule itself has 0.1 / 0.02 at the least cutoff, and the model of each metric.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>What the squared distance of a bin to the model counts. gstat’s default is pairs / distance².</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>What to read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>What was done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>What was left out or selected, step by step, and why.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonseries.html" />
   <location filename="help/carbonstorage.html" />
   <location filename="help/couplingcoordination.html" />
   <location filename="help/lulctransition.html" />
   <location filename="help/miningassessment.html" />
   <location filename="help/spectralindices.html" />
   <source>When it stops</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>When not to trust it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>When r misleads</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>Where indicators do not fall short of 1 in sum there are no obstacles (NULL); a value beyond its best end has a negative share.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/change_map.py" />
   <source>Where land changed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/change_map.py" />
   <source>Where land changed from {span}: the colour is that of the class that it became.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <source>Where no table is given: columns of the table of years, each with + (more is better) or - (less is better). Without min and max they are the least and the largest of the years. Empty: the study’s six indices.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <location filename="help/movingwindow.html" />
   <source>Where other tools differ</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Where polygons overlap</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rasterizelulc.html" />
   <source>Where polygons overlap, the last of the layer is seen, or the first, or an error names two of them and a place. The log says in how many cells polygons overlap: in which two or more hold the centre, or for the largest share in which they overlap at all. Parts of one feature do not overlap one another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>Where something is missing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>Where the map has room for fewer than 99 such places, or for fewer than 10 that are farther apart than the correlation length, ring means are drawn from the spatial covariance of the density instead. The log, the report and the column break_tested_by (elsewhere, covariance) say which was used, and break_draws how many draws there were. With many rings on a small map that p is a little too small. A sudden step is found more easily than a slow rise: a slow change over land that itself changes slowly may be missed. Where there is no break there is one level. The 95 % interval of a break is by profile likelihood; an end that is open is NULL. The table shows the study’s fixed levels (4 and 8 km) beside those of the data. Levels end at the last limit of the rings. With over 500 rings no break is looked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>Where the rows lie is not known, or only in degrees: whether residuals of neighbours are alike, and p by blocks, cannot be told.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>Where the strata are not the classes of the map: a table with the columns stratum and cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>Where values are missing each pair may have cells of its own (as in SPSS), or all pairs the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Whether Y depends on Y of the neighbours.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>Whether errors of neighbours are alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Whether ranges differ by more than chance was not tested: that takes 16 blocks as wide as the cutoff, which is a quarter of the raster’s shorter side at most. AIC does not tell it, as lags of a raster are not independent.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>Whether the gain of a class targeted or avoided another class, which “from” stands before, from {span}: it took more, or less, of that class than if it had gained from all others alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>Whether the map has codes for land that stayed in its class. Else such cells are nodata.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/reach.py" />
   <source>Whether the means of the rings break was not tested, as too few rings hold land, or chance is not known: how far the damage reaches is not told by them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Whether windows around cells without a class get a value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Which cells of a class are one patch: those that share a side or a corner (8), or a side (4).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>Which polygon is seen where two or more lie over one another.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>Which size of moving window suits a landscape: the radius from which on nugget / sill of its metrics’ variograms stays as it is. The study reads this off a plot; here a rule decides, says how sure that is, and whether maps without any pattern give the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/distance_zones.py" />
   <source>Which source is nearest to each cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <location filename="help/sampledwindows.html" />
   <source>Which windows have values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/change_map.py" />
   <source>White is where a map has no data.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>White is where there is no prediction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variable_maps.py" />
   <source>White is where there is no value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="groups.py" />
   <source>Whole study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>Why two p</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <location filename="declare/shared.py" />
   <source>Width of a bin (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Width of a ring (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Window metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/windows.py" />
   <source>Window metrics: {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>Window scale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <location filename="help/sampledwindows.html" />
   <source>Windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>Windows are kept in a working file while the run lasts: some 4 bytes for each cell, metric and radius, of the map and of one permuted map at a time, less by compression. Permuted maps take more time than all else: their windows are full of small patches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Windows around nodata cells too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Windows lie around cells of these classes alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>Windows lie around points; polygons are windows themselves.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Windows lie at every so many rows and columns. Cells of the raster are as much larger.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Windows of earlier runs that did not end were cleared away in {folder}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>Windows of the first band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>Windows that get a value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/sampled_windows.py" />
   <source>Windows with values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>Windows: no radius is given and none is found. What goes along: neither picture nor covariates nor windows; each model needs its own of these.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/spectralindices.html" />
   <source>With N the reflectance in the near infrared, R red, G green, B blue, and L the soil factor:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>With a cell size: from where to where is predicted, in any CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>With a constant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>With a drift the model is that of what is left beside it. If FITS is of the values themselves, their nugget, sill and range hold the drift too, and variances are wrong: leave FITS out, and the model is fitted beside the drift.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>With a mask only cells in it are sources, have distances, and count. Cells without data (nodata, also by a mask or alpha band of the file), and those of ignored classes, have distances and belong to rings in the rasters and polygons, but the tables count valid cells alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>With a nugget that is error each keeps its own error in any case.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>With a stride of 3 there is a window around the middle cell of every 3 × 3 cells, and the raster has cells three times as wide. With an even stride no cell is in the middle: the window lies around the one half a cell up and left of it (of 4 × 4 cells that in the second row and column), as the log says.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>With all points one system is solved for all, which has at most 20,000.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>With carbon pools each point has the carbon density of its &lt;i&gt;reference&lt;/i&gt; class: mean = Σ W&lt;sub&gt;h&lt;/sub&gt; ȳ&lt;sub&gt;h&lt;/sub&gt;, variance = Σ W&lt;sub&gt;h&lt;/sub&gt;² s&lt;sub&gt;h&lt;/sub&gt;² / n&lt;sub&gt;h&lt;/sub&gt;, total = mean × area of the map. Beside it stands the mean of the map as it is: carbon_map_bias_t_ha is what the map has too much (below 0: too little). The standard error holds the errors of the map alone, not those of the pools; “Carbon storage” and “Carbon series” put both together, with the error matrix as their input.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>With class codes the metrics are those of these classes; without, those of the landscape.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>With fewer than 10 rows it cannot be told whether residuals of neighbours are alike.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>With fewer than {count} there is no prediction.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>With fewer there is no prediction. Universal kriging needs its terms and one more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>With q(j) the nugget / sill at the radius r(j), |q(j) − q(j − 1)| / log2(r(j) / r(j − 1)) is the step per doubling of the radius. A radius is stable where every later step is no more than max(0.10 (max q − min q), 0.02, 2 standard errors of the step), and two later radii bear witness; the first is the metric’s, and the largest of the metrics is chosen. Standard errors are those of a jackknife over 16 or more blocks as wide as the cutoff. FLAT: q differs by less than 0.02; DEGENERATE: no nugget at half of the radii or more; UNBOUNDED: the effective range is beyond the cutoff, or a straight line has the lower AIC, at half of the radii or more; NOT REACHED: no radius is stable.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>With zones, only cells in a zone count, and the table has rows for each: polygons with the same value of the field are one zone, and without a field each polygon is a zone, named by its position from 1. A cell belongs to the polygon that holds its centre; in two zones it counts in each, and such zones give the table but no raster. A zone without cells has no row, and the log names it. Areas and totals are those of the zones together.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>Within 95 % intervals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Without a D: {years}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Without a prediction: {missing} of {all}. Of these {reasons}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/declaration.py" />
   <source>Without it: {otherwise}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>Without one Y is 0 where all variables are. R² is then about 0, and not to be compared with others.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>Without the nugget, in the squared unit of the values; of linear and power the slope.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Writing changes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Writing patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>X, FACTORS or ASPECT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>X_FIELDS, FACTOR_FIELDS or ASPECT_FIELD</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>YEAR_ALT is {alt}, which is not later than YEAR_BASE, {base}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <location filename="headings.py" />
   <source>Year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="headings.py" />
   <source>Year after</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <location filename="headings.py" />
   <source>Year before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="study/mining_assessment.py" />
   <source>Year of the mining land</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Years</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>Years are whole numbers, one for each layer in their order, as in 2000;2010;2020.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>Years come from “Years of the maps” (as in &lt;i&gt;2007;2012;2022&lt;/i&gt;, in the order of the maps), else from the layers’ temporal properties, else from four digits in their names. Maps may be given in any order. Where a year is not known, maps are compared in the order in which they were given; there, and between maps of one year, areas are told and rates are NULL. The first map given sets the grid; maps on another grid are brought onto it by the class at the centre of a cell (&lt;i&gt;nearest&lt;/i&gt;) or the class that fills most of it (&lt;i&gt;mode&lt;/i&gt;, among the parts that have a class).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Years of all zones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>Years of the maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Years with a D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>Years without a D: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Years: {years}; classes: {classes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>Years: {years}; rings: {rings}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapter.py" />
   <source>ZONES: of all zones together are: {chapters}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapter.py" />
   <source>ZONES: of the whole map, and not by zone, are: {chapters}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <location filename="study/shown/glance.py" />
   <source>Zone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <location filename="help/couplingcoordination.html" />
   <source>Zones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>Zones (results for each polygon)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Zones overlap, so a cell has no single zone and no raster can be written; leave the raster outputs out, or make the zones disjoint.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>Zones share extremes and weights</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>Zones share extremes and weights.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>Zones without figures: {zones}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <location filename="reports/landscape_metrics.py" />
   <source>Zones: {zones}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>Zones: {zones}; years: {years}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>a 15th of the largest distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a block of the output</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a block of the raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>a column for each metric</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a distance of up to some thousand cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a number (degrees)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a number above 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a number from -1e150 to 1e150, or empty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a number from 0 to 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a number other than 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a number, 0 or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a number, 0 or more (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a part of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a part of the output</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a part of the patch raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a part of the raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a part of the raster to be aligned</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a radius of {radius}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>a random draw</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>a random draw in each class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>a row for each metric</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>a third of the diagonal of the extent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>a value is missing, or C is not defined</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a whole number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a whole number from -2,147,483,648 to 2,147,483,647</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a whole number, 0 or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>a width that gives more bins than a model has parameters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>about {least} m or more, so that there are up to {most} blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>accuracy_matrix, accuracy_classes, accuracy_summary, accuracy_points (points)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>add a row for each pair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>add a row for each pair, or give EDGE_DEPTH for the others</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>adjusted {r2}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>against {draws} draws of ring means by the spatial covariance of the density, as the map has no room for the mining land elsewhere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>against {draws} places of the same mining land elsewhere on the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>aic compares these fits among themselves, not with those of the variogram; the log names the one with the lowest. aic_isotropic is that of the same model with equal ranges: lags of a raster are not independent, so that AIC takes chance for an ellipse on nearly every map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <location filename="help/variogramfit.html" />
   <source>aic: the model with the lowest is the best, and the log names it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <location filename="reports/parameters.py" />
   <source>all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>all alike</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/moving_window.py" />
   <source>all cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>all cells count; a sample needs it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>all directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>all directions alike</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>all its models are of single directions; give those of all directions together, and ANGLE and RATIO for ranges that differ</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/raster_variogram.py" />
   <source>all pairs of all cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/point_variogram.py" />
   <source>all pairs of all points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>all pairs of cells with a value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>all pairs of points with a value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>all points lie at one place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>all together</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>alpha and mask bands</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>alpha band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>an existing folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>and</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>and others</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>any distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <location filename="help/carbonstorage.html" />
   <source>area_adjusted_ha = area of the map × the share that the sample finds for the class; carbon_adjusted_t = that × density. Classes that the map does not have, but the sample, get rows without cells.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>area_prop adds up to {all}; the matrix of a map has 1 in all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>areas as shares alone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/change_map.py" />
   <source>as it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/windows.py" />
   <source>as it was given</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>as the band says, else value × 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>as the indicators give them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <location filename="choosers/fields.py" />
   <location filename="choosers/table_codes.py" />
   <source>as typed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>asked for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>at most {most} distances in m, above 0 and ascending</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <location filename="help/variogramfit.html" />
   <source>at_bound: parameters that ended at a bound, as a nugget of 0; such a fit is to be read with care. Where a range or kappa is at an end of what is searched, a warning says which end and what was searched: effective ranges from the shortest distance of a bin to 10 times the longest, kappa of matern from 0.1 to 10, of power from 0.01 to 2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>auto or planar, as lengths are those of the plane</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>automatic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <location filename="library: sentences" />
   <source>average</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>avoided</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/regression.html" />
   <source>b = (X′X)&lt;sup&gt;−1&lt;/sup&gt; X′y; s² = RSS / (n − p); se = s √ of the diagonal of (X′X)&lt;sup&gt;−1&lt;/sup&gt;; t = b / se, two-sided p with n − p degrees of freedom, b ± t se the 95 % limits. Beta is b in standard deviations; partial r = t / √(t² + n − p).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>backward: they leave one by one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster.py" />
   <source>band {band} of the layer “{layer}” is none: bands are counted from 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>barely coordinated</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <location filename="library: sentences" />
   <source>bilinear</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>bit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>blue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/figures.py" />
   <source>both the same</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>break {year}, {distance} km</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>by entropy: more where years differ more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>by the reference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>cannot be computed here: needs {needs}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>carbon (C)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>carbon (Ca)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>carbon (field {field})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>carbon change (t) = sum over the cells of change × area of the cell (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/drivers.py" />
   <source>carbon density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/carbon_change.py" />
   <source>carbon dioxide (CO₂)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>carbon of a class (t) = density × cells × area of a cell (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>carbon of a class in a year (t) = density × area of its cells (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>carbon_2022_by_class (for each year), carbon_storage, carbon_totals, carbon_changes, value_summary, value_pairs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>cell of the reference raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>cells as they are in the first map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>cells of the layers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>cells of {own} against {its}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonseries.html" />
   <source>change of a cell (t/ha) = density after − density before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>change of an interval (t) = sum over the cells of change × area of the cell (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>chosen for all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>chosen, {radius} {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>circle</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <location filename="metrics.py" />
   <source>class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <location filename="choosers/table_codes.py" />
   <location filename="layers/samples.py" />
   <location filename="reports/land_cover.py" />
   <source>class {code}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>class_group is empty for {codes}; fill in a name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>classes of STORAGE: {classes}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>classes of distance as wide as the root of the points’ bounding box over their number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>classes of distance two cells wide</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>classes two cells wide; of points as wide as these are apart</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>classes: {classes}, on {area} ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>code {code}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>code {code} ({cells} of the map, {points} of the reference)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>code {code} ({cells})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>code {lucode} is in the groups "{other}" and "{name}"; keep one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>codes {codes}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>coefficients: {count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>colours as #rrggbb</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>columns of INPUT: {columns}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>compound rate = 100 ln(after / before) / T</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <location filename="reports/regression.py" />
   <location filename="reports/regression_words.py" />
   <source>constant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>contrast of classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>contribution_ratios, contribution_levels, contribution_zones (polygons)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>correlations; regression_environment_model, regression_environment_diagnostics, regression_environment_steps; the same of regression_with_pattern</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>coupling, coupling_weights, coupling_obstacles</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>covariance = Σ (z − m) (z′ − m) / N over the same N pairs of a bin, m being the mean of all cells with a value: positive where cells are alike. Made only where its table is wanted, with the estimator matheron and without a sample; the raster is then read a second time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>degenerate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <location filename="reports/parameters.py" />
   <source>degrees</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>degrees clockwise from north</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parameters.py" />
   <source>degrees from north</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <location filename="help/carbonseries.html" />
   <location filename="help/carbonstorage.html" />
   <source>density of a class (t/ha) = c_above + c_below + c_soil + c_dead</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>depths of edges by classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>direction {degrees}°</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>direction: of the longest range, degrees clockwise from north; NULL where ranges are equal in all directions, or differ by no more than chance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>distance of a cell (m) = the least √((Δx)² + (Δy)²) over all source cells, centre to centre; 0 in sources</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>distances are unknown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>dynamic degree = 100 (after − before) / before / T</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <location filename="study/mining_assessment.py" />
   <source>each class for itself</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>each radius once</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>each with models of its own</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <location filename="study/mining_assessment.py" />
   <source>each year’s own map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>east</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>effective range, {metres} m</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>empty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/template.html.j2" />
   <source>en</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="algorithms/rasterize_lulc.py" />
   <source>end with an error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>enters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>entropy weights need two years with all indicators, and there are {rows}; give weights, or take equal ones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>error of the values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>error-adjusted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>error-adjusted area = p&lt;sub&gt;+k&lt;/sub&gt; × area of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/sample.py" />
   <source>every few rows and columns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>every metric that needs no geometry of patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>every metric that the other settings allow</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>exact combination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>excellent coordination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>exchange = sum over other classes of 2 min(c&lt;sub&gt;ij&lt;/sub&gt;, c&lt;sub&gt;ji&lt;/sub&gt;); shift = swap − exchange</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>exponential</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>extreme imbalance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>feature {features}; {area} in all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>feature {id} ({area} ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>feature {id} cannot be brought into the map's CRS {crs}: {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/source.py" />
   <source>feature {id} of the layer “{layer}”</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/buffers.py" />
   <source>feature {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>features without a geometry are left out: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged.py" />
   <source>features without a geometry have no prediction: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>features without a geometry have no values: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged.py" />
   <location filename="declare/reference_input.py" />
   <source>features without a point are left out: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>features {features}; {area} in all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>fewer than 10 rows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>fewer than {needed} rings hold cells, too few to look for a break: one level.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/variogram_fit.py" />
   <source>fields that repeat the bins</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>fill in a number from 0 to 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>fill in a number, 0 or more (map units), or delete these rows and give EDGE_DEPTH</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>first: {graded}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>fitted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>fitted model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>five or more, two of which are only witnesses</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>flat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>folds: {folds}; blocks: {blocks}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>for a class of one cell, and where all classes are such</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>for a class of one cell, or one that fills the landscape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>for a landscape of one cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>for a patch of 1 m2 that is no square</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>for all pairs, those that all have</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>for example a border that crosses itself</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>for the only patch of a class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>forest and grassland (F)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>forward: they enter one by one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>four numbers: west, south, east and north end</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/words.py" />
   <source>from {low} ({least}) to {high} ({most})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>from {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/figures.py" />
   <location filename="reports/lulc_transition.py" />
   <location filename="study/shown/carbon.py" />
   <source>gain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>gain = area that came from other classes; loss = area that went to other classes; persistence = area that stayed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>gain of a class: 100 gain / after / T, and loss: 100 loss / before / T, beside the intensity of the interval: &lt;i&gt;active&lt;/i&gt; or &lt;i&gt;dormant&lt;/i&gt;</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>gain of class n from class i: 100 c&lt;sub&gt;in&lt;/sub&gt; / before&lt;sub&gt;i&lt;/sub&gt; / T, beside 100 gain&lt;sub&gt;n&lt;/sub&gt; / (A − before&lt;sub&gt;n&lt;/sub&gt;) / T: &lt;i&gt;targeted&lt;/i&gt; or &lt;i&gt;avoided&lt;/i&gt;</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>gain on {gain} % of the land, loss on {loss} %, unchanged {unchanged} %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>genton over up to {pairs} pairs ({memory} GB)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>genton with SAMPLE_SIZE or a smaller CUTOFF, or another estimator</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>geometric over arithmetic mean (standard)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>good coordination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>green</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>groups of classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>half of 180 over the number of directions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>half the mean squared difference of the pairs (Matheron 1962)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/source.py" />
   <source>has a vertex at {x}, {y}, which is no place. Draw it anew, or leave it out by a selection.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variable_maps.py" />
   <source>high</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>if rows are independent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>in all zones, each cell once</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/correlation.py" />
   <source>in each pair, those that both have</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>in part in valid data too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>in perimeters and LSI all edges do. Standard deviations are those of the population. CONTAG weighs the adjacencies of a class by its share of the area.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>in the currency of the price, for {carbon} t from {first} to {last}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>in {crs} with cells of {own}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>independent residuals (OLS)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>indicators of a table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>intensity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>intermediate coordination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>interval: 100 change / A / T, beside U = 100 Σ change / Σ (A T) over all intervals: &lt;i&gt;fast&lt;/i&gt; or &lt;i&gt;slow&lt;/i&gt;</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>is the disk full?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>it cannot be laid over the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it cannot be replaced; is it open elsewhere, or its folder gone?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it has models of several variograms, which differ in {columns}; select the rows of one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it has no layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it has no row</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it has no row of any year of INPUT: {years}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it is neither WKT nor an authority code</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged.py" />
   <source>it is no extent that has a place in the reference system of the points. Draw it anew.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapter.py" />
   <source>it is not asked for (LEAVE_OUT).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>it is the band that was given as {red}. Choose another one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it must be 0 or more, in t/ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it must be a number with a decimal point, in t/ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it must be a number, in t/ha; a pool that is not known to hold carbon is 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>it must be at most 1e100, in t/ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/carbon.py" />
   <location filename="study/chapters/coupling.py" />
   <source>it needs maps of two years or more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster.py" />
   <source>its areas are unknown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>its zones ({zones}) are not those of INPUT ({own}); both tables have to be of the same zones, those of STORAGE in a column zone, or of none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>k_decline_pct_per_km = (K at the limit before − K) / the distance between both limits</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>kappa = (p&lt;sub&gt;o&lt;/sub&gt; − p&lt;sub&gt;e&lt;/sub&gt;) / (1 − p&lt;sub&gt;e&lt;/sub&gt;) of the matrix of shares, p&lt;sub&gt;e&lt;/sub&gt; = Σ p&lt;sub&gt;k+&lt;/sub&gt; p&lt;sub&gt;+k&lt;/sub&gt;; its standard error is linearised</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>kappa of matern is the one given, else 1/2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>kappa of matern: up to 100; beyond, the model is all but gaussian</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>land_cover_2022.tif (for each year) where a map was brought onto another grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <location filename="metrics.py" />
   <location filename="reports/landscape_metrics.py" />
   <source>landscape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>landscape_metrics, class_metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/landscapemetrics.html" />
   <source>landscapemetrics 2.2.2: SD and CV are those of a sample; SHAPE and LSI take a square of any size for the shortest perimeter; CONTAG does not weigh adjacencies by area; PARA is in m/m²; GYRATE is measured from the mean point; CIRCLE looks at the border of a patch’s box alone; DCORE is the number of cores; PLADJ of a landscape leaves inner nodata out of the sides; RELMUTINF is 1 and not 0 for classes that are independent. On cells that are not square it swaps their width and height in all edges.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/movingwindow.html" />
   <source>landscapemetrics: on cells that are not square its windows have width and height swapped; CONTAG is another metric; AI is 0 where no class has two cells, and nodata here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>leave one out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>leave out folds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>leaves</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/accuracy.py" />
   <source>left out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>less than P_REMOVE, or a variable could come and go for ever</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>less than the rows and columns of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>levels break at {breaks} km</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>line</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>linear</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>linear (x, y)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>linear with a sill</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/figures.py" />
   <location filename="reports/lulc_transition.py" />
   <location filename="study/shown/carbon.py" />
   <source>loss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>loss of class m to class j: 100 c&lt;sub&gt;mj&lt;/sub&gt; / after&lt;sub&gt;j&lt;/sub&gt; / T, beside 100 loss&lt;sub&gt;m&lt;/sub&gt; / (A − after&lt;sub&gt;m&lt;/sub&gt;) / T</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variable_maps.py" />
   <source>low</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <location filename="library: metrics" />
   <location filename="library: sentences" />
   <source>m</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>m/ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <location filename="reports/map_accuracy.py" />
   <location filename="reports/window_scale.py" />
   <source>map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/accuracy.py" />
   <source>map and reference agree</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/accuracy.py" />
   <source>map and reference differ</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <location filename="layers/cell_size.py" />
   <location filename="library: sentences" />
   <location filename="reports/parameters.py" />
   <location filename="reports/regression.py" />
   <source>map units</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>mask band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>mean density (t/ha) = total carbon / total area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/density_maps.py" />
   <source>mean {density} t/ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>means of tenths</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>median of the metrics {median}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variable_maps.py" />
   <source>middle</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>mild imbalance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>min in INDICATORS, or a RESCALE_MIN over 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>mining land is given twice. Give {codes} or {layer}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>mining land {area} ha at {mean} t/ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>mode</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <location filename="reports/regression.py" />
   <source>model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>model, longest range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>model, shortest range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>models with a sill, as nugget / sill needs one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>moderate imbalance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than -100 (percent per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>more than 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than 0 (m)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than 0 (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than 0 (map units), or 0 for any distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than 0 and up to 100 for matern</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than 0 and up to 1: the short range over the long one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than 0 and up to 2 for power</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than 0 and up to {most}; a smoother matern is all but gaussian</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than 0 for a class with points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than 0, up to 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than the distance of two cells with values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>more than the distance of two points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>n_effective = 1 + tr(B R&lt;sub&gt;x&lt;/sub&gt;) tr(B R&lt;sub&gt;y&lt;/sub&gt;) / tr(B R&lt;sub&gt;x&lt;/sub&gt; B R&lt;sub&gt;y&lt;/sub&gt;) (Dutilleul 1993). R&lt;sub&gt;x&lt;/sub&gt; has, for each two cells, Moran’s I of x in their class of distance, and 1 on the diagonal; B takes the mean away. Moran’s I is about the mean of the cells of the pair, with the variance by n. Of Spearman it is that of the ranks.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>n_effective is how many independent cells have as much to say of a pair as these, by how alike cells are at each distance (Dutilleul 1993); p_effective is the p of so many, and is the one to report.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>near imbalance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <location filename="library: sentences" />
   <source>nearest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>nearest takes one cell of many; RESAMPLE_VALUES average takes their mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged_outputs.py" />
   <source>neither CELL_SIZE nor SNAP is given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>net = gain − loss; swap = 2 min(gain, loss)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/figures.py" />
   <source>net change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonchange.html" />
   <source>net present value = carbon change × K</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parameters.py" />
   <location filename="reports/window_scale.py" />
   <source>no</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/contribution_ratio.py" />
   <source>no blocks: by the variogram of the density</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>no break is looked for, as chance is not known: one level.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>no break: one level</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/lulc_transition.py" />
   <source>no carbon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>no cell has a neighbour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>no chapter on accuracy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>no chapter on coupling</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/coupling.py" />
   <source>no codes of forest and grassland are given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>no column is called year; name that of the years in YEAR_FIELD (columns: {found})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>no fields</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>no indicator has a scale, as none has more than one value; give min and max in INDICATORS</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>no indicator tells the years apart, so that entropy gives no weights; take equal ones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>no indicator that varies has a weight over 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>no layer is given. Choose one or more raster layers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/reach.py" />
   <source>no mining land is given (CODES or SOURCES).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>no number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/windows.py" />
   <source>no radius of the windows was found. Give {radius}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/accuracy.py" />
   <source>no reference points are given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>no standard error</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/fields.py" />
   <source>no such field</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/features.py" />
   <location filename="study/mining_assessment.py" />
   <source>no value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>no whole number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>no year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>no year has all indicators, F and Ca</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>no year has all indicators; leave out those that are missing most</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <location filename="choosers/metrics.py" />
   <location filename="choosers/years.py" />
   <location filename="library: sentences" />
   <source>none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>none (ols)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/declaration.py" />
   <source>none is given, and {other} is brought into its CRS. Give it, or leave {other} out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/needing.py" />
   <source>none is given. Choose one of {words}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/class_polygons.py" />
   <source>none is given. Choose the field that has the class of each polygon.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/reference_input.py" />
   <source>none is given. Choose the field with the classes of the points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged.py" />
   <source>none is given. Choose the field with the values of the points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>none with polygons, which are windows themselves and have no radius</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>none: all variables stay</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>normal residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>north</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>not a known metric</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>not a whole number: {words}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>not defined</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>not defined in {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>not determined</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>not found so far</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>not in the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>not in the style of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/table_codes.py" />
   <source>not in the table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/report.py" />
   <source>not in this run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>not known</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>not reached</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parameters.py" />
   <source>not set</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parameters.py" />
   <source>not set: {otherwise}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>not tested whether rings break</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>nothing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>nothing is left of Y</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>nugget</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>nugget (error of the values)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <location filename="reports/kriging.py" />
   <source>nugget {nugget}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>number per 100 ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>observed = predicted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>of a typed model 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>of blocks not seen {r2}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>of blocks not seen {rmse}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>of class {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>of classes; leave CLASSES empty for that of the landscape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>of landscapes; give CLASSES for its values by class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>of many cells the one in the middle gives the class. Make that map coarser by the majority of its cells first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>of many cells the one in the middle gives the direction. Give the means of its cosine and its sine as variables in its place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>of stratum {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>of the change of carbon, in the currency of the price</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>of the changed area is swap: classes gained elsewhere what they lost</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>of the points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>of the sensitivity table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>of the table, or fitted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>of this, exchange</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>of this, shift</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>of what is left beside the drift</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>of {count} points that could be predicted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>of {side} m</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>off the map, or without a point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>on no class of the map (nodata, IGNORE_CODES, outside of MASK)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>on the ellipsoid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>on the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>on the plane of the CRS</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>on the same grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/landscape_metrics.py" />
   <source>one cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>one metric or more, as in SHEI;PD</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>one model alone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>one model or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>one or more of DVI, EVI, RVI, SAVI, GNDVI, NDVI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>one radius or more (map units), as in 50;100</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>one side or two, width and height, of 0 or more (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>one with a sill at least where ANISOTROPY is asked for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>one word is needed, and {count} are given. Choose one of {options}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>only of: {levels}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <location filename="declare/series.py" />
   <source>or</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>ordinary (the mean is not known)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>others</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/drawings.py" />
   <source>others, each under 1 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>over +1000 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>over CA_MIN</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>over F_MIN</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>over RESCALE_MIN, up to 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>overall accuracy = Σ p&lt;sub&gt;kk&lt;/sub&gt;; user’s accuracy = p&lt;sub&gt;kk&lt;/sub&gt; / p&lt;sub&gt;k+&lt;/sub&gt;; producer’s accuracy = p&lt;sub&gt;kk&lt;/sub&gt; / p&lt;sub&gt;+k&lt;/sub&gt;</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>p</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>p from which on a variable leaves</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>p is two-sided, of t = r √((n − 2) / (1 − r²)) with n − 2 degrees of freedom, as if cells or rows were independent.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <location filename="reports/regression.py" />
   <source>p of Moran’s I of the residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>p of equal ranges</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>p of independent cells, as there is no effective number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>p of the break</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>p of the effective number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>p takes all cells or rows as independent. Where neighbours are alike, as in nearly all maps, it is far too small.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>p up to which a variable enters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>p {p}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>p, HC3</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>p, blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>p, cells independent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>p, independent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>p_effective is of F = (n_effective − 2) r² / (1 − r²) with 1 and n_effective − 2 degrees of freedom.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>p_effective {p}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>p_effective, the p of the effective number of cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>pairs (n)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>pairs / distance² (n_h2)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>pairs / fitted γ² (n_gamma2)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>pairs of {count} cells drawn at random (seed {seed})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>pairs of {count} points drawn at random (seed {seed})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>pairs: {count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metric_list.py" />
   <source>patch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/landscape.py" />
   <source>patch {number}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="metrics.py" />
   <source>patch; with _MN, _AM, _MD, _RA, _SD, _CV class and landscape</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/carbon.py" />
   <source>per ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>permuted maps, band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>permuted maps, mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>places of the rows are not known</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/kriging.py" />
   <location filename="reports/figures.py" />
   <source>points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>points and area_prop {told} are not in proportion; give the table MATRIX of Map accuracy as it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>power</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>prediction = Σ w&lt;sub&gt;i&lt;/sub&gt; z&lt;sub&gt;i&lt;/sub&gt; with C w + F μ = c&lt;sub&gt;0&lt;/sub&gt;, F′ w = f&lt;sub&gt;0&lt;/sub&gt;; C are covariances of the points by the model, c&lt;sub&gt;0&lt;/sub&gt; those with the place, F the terms of the mean (1 for ordinary)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>primary coordination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/windowscale.html" />
   <source>q is nugget / sill at radius r. step = |q&lt;sub&gt;j&lt;/sub&gt; − q&lt;sub&gt;j−1&lt;/sub&gt;| / log2(r&lt;sub&gt;j&lt;/sub&gt; / r&lt;sub&gt;j−1&lt;/sub&gt;), the change per doubling. tolerance = max(tau (max q − min q), eps, 2 standard errors of the step), tau 0.10 and eps 0.02. A radius is stable if every later step is within its tolerance and two later radii bear witness. The first stable radius is the metric’s; the largest of the metrics is chosen. Standard errors come from a jackknife over 16 or more blocks as wide as the cutoff, where there is room for them (windows of four cutoffs each way); without them no radius is chosen. As in “Raster variogram” se_nugget_sill is NULL where q is 0 or 1, and too small where the effective range is 0.4 of the cutoff or more, or the model gaussian: a warning names metrics and radii. Too small errors make tolerances too narrow, so that a step may count as a change that is none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>quadratic (x, y, x², xy, y²)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>quantity = Σ |p&lt;sub&gt;k+&lt;/sub&gt; − p&lt;sub&gt;+k&lt;/sub&gt;| / 2; exchange = Σ&lt;sub&gt;i&amp;lt;j&lt;/sub&gt; 2 min(p&lt;sub&gt;ij&lt;/sub&gt;, p&lt;sub&gt;ji&lt;/sub&gt;); allocation = 1 − overall − quantity; shift = allocation − exchange</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>quantity {quantity} %, allocation {allocation} %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>r</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>r = 0 lets errors of classes cancel each other, r = 1 lets them add up; pools of one literature source or one laboratory lie between. A blank standard error is unknown, not 0: the class and all totals then have none, and a warning says so. Write 0 for a pool that is known exactly. Errors of the map itself are in it with an error matrix alone (below). Where errors are large the lower end may be below 0; do not add up totals of zones that overlap.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>r = Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²) (Pearson), from −1 to 1. &lt;i&gt;Spearman&lt;/i&gt; is the same of ranks, where equal values have the mean of their ranks (exact ranks, by sorting all cells).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>r and its p as if cells were independent (t with n − 2 degrees of freedom).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>r is NULL where one of the two is constant, or fewer than 3 cells have both. p_effective is NULL where n_effective is 2 or less. n_effective may be more than n where neighbours are opposites: it is told as it is. At r = 1 or −1 there is no t, and p is 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>r of each pair; columns have the numbers on the diagonal. Stars: * below 0.05, ** below 0.01, *** below 0.001, by {what}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>r of {name} with each variable, the surest first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>radius of the metric</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>radius {low} to {high} {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/samples.py" />
   <source>radius {radius}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>radius {radius} {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>random or stratified</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>random, regular or stratified</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>range_a, range_a_minor: the model’s a along the longest and the shortest range; range_effective is along the longest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/variogramfit.html" />
   <source>range_effective: where 95 % of the sill are reached</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <location filename="help/rastervariogram.html" />
   <source>range_effective: where 95 % of the sill are reached (3 a of exponential, √3 a of gaussian, a of spherical and linear_sill)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>ratio: the shortest range over the longest, from 0.05 to 1; NULL where nothing depends on distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>red</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>reference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>reflectance (× 1)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>region of cells with whole windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>regression_environment_predicted.tif, regression_environment_residuals.tif, the same of regression_with_pattern (t/ha); contribution_levels.tif (a band for each year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/drawings.py" />
   <source>residual {residual}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>residuals alike within blocks (CR1)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>residuals of any variance (HC3)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/distancezones.html" />
   <source>ring 0 = sources; ring i = cells with distance above the limit of ring i − 1 and up to its own limit, that limit included</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/contributionratio.html" />
   <source>ring_mean and K have 95 % intervals by the spatial covariance of the carbon density: its variogram around the trend with distance, up to half of the map’s shorter side. They say how much the figures would differ on land of the same kind, with mining land as it is. The log tells the correlation length and how many independent patches the land is worth; with fewer than 20, or where the density is alike over half of the map, there are none. They take the land to be of one kind everywhere: where it is much more varied near the pit than far from it, intervals near it are too narrow. With a side of blocks they are percentiles of a block bootstrap instead; with fewer than 10 blocks there is none, and blocks that are not much larger than the correlation length give intervals that are too narrow. Errors of the pools and of the maps are in neither.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>rings break at {breaks} km</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>rings have no break</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>rotated by {degrees} degrees</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>row {row} (header not counted) has classes {map} and {reference} a second time; give the matrix of one map, or a year to each</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>row {row} (header not counted): from {from} is not below to {to}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>row {row} (header not counted): min {min} is not below max {max}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>row {row} (header not counted): the class {name} has a row already; keep one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>row {row} (header not counted): the stratum {name} has a row already; keep one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>row {row} (header not counted): {column} is {found}; it must be {allowed}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>row {row} (header not counted): {field} is {value}; a variogram takes numbers between -{most} and {most}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>row {row} (header not counted): {model} has no range_a</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>row {row} (header not counted): {name} is a total and no class; leave totals out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>rows of a raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>rows of the raster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>rows {first} and {row} (header not counted) are both of class {class} in {year}; give the table of one run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>rows {first} and {row} (header not counted) are both of {year}; keep one row for each year, or name the column that tells zones apart in ZONE_FIELD</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>sample_overall, sample_kappa: of the sample as it is, each point counting alike. Their standard errors (p (1 − p) / (n − 1); Fleiss, Cohen and Everitt) hold for a simple random sample, and are NULL for a stratified one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>scale_choice, scale_fits, scale_variograms</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <source>se_nugget_sill is NULL: points have no blocks. “Raster variogram” has it, and tells where it is too small: from a range of 0.4 of the cutoff on, and always for gaussian and for matern with kappa above 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>se_nugget_sill: by a jackknife over 16 or more blocks of the raster, where these can be as large as the cutoff. It is NULL where nugget_sill is 0 or 1, the ends of what it can be: most blocks then leave it there, and no error can be told. Read it as a lower limit: ± 2 standard errors are to hold the truth in 95 of 100 maps, and in simulated maps (200 of each kind, 240 × 240 cells, 16 blocks, nugget / sill 0.3) they held it less often the nearer the true effective range was to the cutoff: &lt;table&gt; &lt;tr&gt;&lt;th&gt;range / cutoff&lt;/th&gt;&lt;th&gt;0.25&lt;/th&gt;&lt;th&gt;0.4&lt;/th&gt;&lt;th&gt;0.5&lt;/th&gt;&lt;th&gt;0.6&lt;/th&gt;&lt;th&gt;0.75&lt;/th&gt;&lt;th&gt;0.9&lt;/th&gt;&lt;th&gt;1&lt;/th&gt;&lt;th&gt;1.25&lt;/th&gt;&lt;/tr&gt; &lt;tr&gt;&lt;td&gt;spherical&lt;/td&gt;&lt;td&gt;90.5&lt;/td&gt;&lt;td&gt;86.5&lt;/td&gt;&lt;td&gt;83&lt;/td&gt;&lt;td&gt;78&lt;/td&gt;&lt;td&gt;78.5&lt;/td&gt;&lt;td&gt;73.5&lt;/td&gt;&lt;td&gt;72&lt;/td&gt;&lt;td&gt;72.5&lt;/td&gt;&lt;/tr&gt; &lt;tr&gt;&lt;td&gt;exponential&lt;/td&gt;&lt;td&gt;92&lt;/td&gt;&lt;td&gt;92&lt;/td&gt;&lt;td&gt;89&lt;/td&gt;&lt;td&gt;89&lt;/td&gt;&lt;td&gt;85.5&lt;/td&gt;&lt;td&gt;80.5&lt;/td&gt;&lt;td&gt;80.5&lt;/td&gt;&lt;td&gt;76&lt;/td&gt;&lt;/tr&gt; &lt;tr&gt;&lt;td&gt;gaussian&lt;/td&gt;&lt;td&gt;83.5&lt;/td&gt;&lt;td&gt;82&lt;/td&gt;&lt;td&gt;77&lt;/td&gt;&lt;td&gt;79.5&lt;/td&gt;&lt;td&gt;74&lt;/td&gt;&lt;td&gt;–&lt;/td&gt;&lt;td&gt;–&lt;/td&gt;&lt;td&gt;–&lt;/td&gt;&lt;/tr&gt; &lt;/table&gt; (% of maps; – was not simulated, nor were matern and linear_sill). A warning names model, range and cutoff where the fitted range is 0.4 of the cutoff or more, and always for gaussian and for matern with kappa above 1. A longer cutoff helps as long as blocks of its width still fit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>se_pool_t: by the pools, as above, on these areas. se_map_t: by the map; for all classes together it is the standard error of the mean density over the sample, in which a class gains what another loses: errors of areas of classes hang together, so that squares of classes do not add up to it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>se_pool_t: by the pools, as above, on these areas. se_map_t: by the map; for all classes together it is the standard error of the mean density over the sample, in which a class gains what another loses: errors of areas of classes hang together.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>se_t = √(se_pool_t² + se_map_t²), to the first order, since densities and areas were measured apart; the interval lies around carbon_adjusted_t, and not around carbon_t, which has the bias of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>se_t = √(se_pool_t² + se_map_t²), to the first order; the interval lies around carbon_adjusted_t, and not around carbon_t, which has the bias of the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>selection</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>severe imbalance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>share of area p&lt;sub&gt;ij&lt;/sub&gt; = Σ W&lt;sub&gt;h&lt;/sub&gt; n&lt;sub&gt;hij&lt;/sub&gt; / n&lt;sub&gt;h&lt;/sub&gt;</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>share of the area that changes in a year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>shifted by {across} and {down}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/pair_template.py" />
   <source>similarity of classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>simple (the mean is known)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>simple random</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>some classes are names and others codes, such as {code}; give codes for all, names for all, or POOLS with the names</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>some of its points have no place there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>some rows have no place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/buffers.py" />
   <source>sources</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>south</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>spherical</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>spherical, exponential, gaussian, linear, linear_sill, matern or power</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>square</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>stable</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>stable from {radius} on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>standard error of a class = A √(Σ&lt;sub&gt;pools&lt;/sub&gt; s²)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>standard error {error}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>standard error {error} %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <location filename="study/shown/carbon.py" />
   <source>standard error {error} t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>stays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/regression.py" />
   <source>stepwise: they enter and may leave again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>stratified</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>stratified random</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>stratified, where STRATA are given</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>struct_size of the callbacks is {found}; this library needs at least {needed}. Set it to sizeof(PitscapeCallbacks) of the header that belongs to the library.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>study, {distance} km</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>sum a² / A.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/map_accuracy.py" />
   <source>systematic (a grid)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/correlation.html" />
   <source>t = r √((n − 2) / (1 − r²)); p is two-sided, of Student’s t with n − 2 degrees of freedom. Below 1e-300 it is 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/carbon.py" />
   <source>t/cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/carbon.py" />
   <source>t/ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>take their mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>targeted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>ten grades of 0.1, from extreme imbalance to excellent coordination</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>that of SNAP, or of the points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>that of the product, else of the band, else 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/spectral_indices.py" />
   <source>that of the product, else of the band, else 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>that of the table, or fitted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>that of the table; without a table one is fitted to the points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>the area of forest and grassland (field {field})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>the area of the class codes, in ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>the area of the classes {classes} (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the block could not be decoded</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>the carbon of all classes (t)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>the carbon of all classes of the table of carbon, in t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the centre</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapter.py" />
   <source>the chapter “{chapter}” is left out, of which it needs the results.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>the class at its centre</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>the class at the centre (nearest)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>the class of the largest share</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>the classes with the largest area; the tables hold all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the classes {a} and {b} have the {column}s {other} and {number}; keep one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the code or the name of a class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>the column year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>the column zone, where it has values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the column {column} is a total and no class; leave totals out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/class_names.py" />
   <source>the columns {codes} and {names} of {table}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the columns {one} and {two} are the same class; keep one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the disk took only part of it; is it full?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>the eight nearest rows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the features</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the file cannot be created there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the file is not complete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the file would be larger than its disk or a limit of the system allows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/class_names.py" />
   <source>the file's attribute table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>the first of the layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the first of them in the layer is seen (OVERLAP)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the first structure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>the first; the table holds all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <location filename="reports/variogram.py" />
   <location filename="reports/window_scale.py" />
   <source>the first; the tables hold all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/outputs.py" />
   <source>the folder {folder} does not exist. Create it, or choose another one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the grades "{one}" and "{other}" overlap</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/class_names.py" />
   <source>the labels of the layer's colour ramp</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>the landscape pattern (L)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the largest kappa that is searched</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <location filename="study/mining_assessment.py" />
   <source>the largest of the years</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>the largest patch, in % of the land,</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>the largest that there is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>the last maps; the tables hold all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/rasterize_lulc.py" />
   <source>the last of the layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the last of them in the layer is seen (OVERLAP)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>the last ones</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster_export.py" />
   <source>the layer “{layer}” (provider {provider})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster_export.py" />
   <source>the layer “{layer}” cannot be opened with {options}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster_export.py" />
   <source>the layer “{layer}” cannot be read at row {row}, column {column}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="refusals.py" />
   <source>the layer “{layer}” has no coordinate reference system, so {consequence}. Set it by a right click on the layer &gt; Layer CRS &gt; Set Layer CRS, and run again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>the layer “{layer}” has no feature, so there is nothing to measure.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>the layer “{layer}” has no field “{field}”; it has {known}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>the layer “{layer}” has no polygon, so no cell would be left.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>the layer “{layer}” has no selected feature, so there is nothing to measure.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>the layer “{layer}” has no selected polygon, so no cell would be left.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>the layer “{layer}” has no value in the field “{field}” for {count} of its polygons (feature ids {ids}), so their zone has no name. Fill them in, or leave them out by a selection.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/csv_tables.py" />
   <source>the layer “{layer}” has unsaved edits, and its file is no plain CSV in UTF-8. Save it as a GeoPackage.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>the layer “{layer}” holds lines. Give a layer of points or of polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <location filename="declare/kriged.py" />
   <location filename="declare/reference_input.py" />
   <source>the layer “{layer}” holds no points. Give a layer of points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>the layer “{layer}” holds {kind} features. Give a layer of polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>the layer “{layer}” is a table without geometries.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>the layer “{layer}” is in degrees, which have no length. Reproject it, for instance to a UTM system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>the layer “{layer}” is in {crs}, from which no way leads to the map's CRS {onto}: a local grid is tied to no place on the Earth. Where both lie on one grid, give both the same CRS: right-click the layer, Layer CRS, Set Layer CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>the layer “{layer}” is said to be in {crs}, but {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>the least of the years, whose Ca and D are then 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>the least of the years, whose D is then 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/coupling_coordination.py" />
   <source>the least of the years, whose F and D are then 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_methods.py" />
   <source>the least that there is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>the longest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the longest range that is searched</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the lower left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the lower right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>the map as it is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>the map has {mean} t/ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>the mean of the rest has {rmse}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/windows.py" />
   <source>the median of the metrics’ radii, as no scale was found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>the metrics that are most in use; the tables hold all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>the model below, or one that is fitted here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>the most frequent class (mode)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the name of a class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the name of a column of INPUT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the name of a grade</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the name of a stratum</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the name of a zone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the nugget</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>the number of pairs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>the number of pairs over the square of the distance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/variogram.py" />
   <source>the number of pairs over the square of the fitted semivariance (fitted anew until settled)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>the number of patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the outlines of cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged.py" />
   <source>the points are in {own}, the grid of SNAP is in {plane}, and ranges of the table do not say in which of these they are. Reproject the points to the CRS of SNAP, and make the table from them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the polygons</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>the radius that the scale of the windows gives, which takes a minute or two</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the ring means break (p of {level} or less; {null}) at {breaks}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the ring means lie on a line: one level.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the ring means show no break (p = {p}, {level} or less needed; {null}): one level.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/windows.py" />
   <source>the scale from which on nugget / sill of their metrics stays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the scale of {name} would go from {min} to {max}, as one end is given and the other is of the data; give both min and max</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the scale of {name} would go from {min} to {max}, as one end is given and the other is of the data; give {max_name} too</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the second structure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the shortest range that is searched</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/window_scale.py" />
   <source>the side of a cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the side of a cell, {cell} map units, or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the smallest kappa that is searched</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>the smallest radii; the tables hold all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table has no class with cells and points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table has no column of a reference class; add one for each, with the points by class of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table has no column of numbers that is an indicator ({keys} are none); it has {columns}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table has no row</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table has no row for {strata}; add them, with their cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table has no row with a model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table lacks {missing}, which INDICATORS names; it has {found}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table lacks {missing}; it has {found}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the table of patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster_export.py" />
   <source>the temporary file {path} cannot be written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>the temporary file {path} cannot be written ({reason}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster_export.py" />
   <source>the temporary file {path} could not be written in full. Is the disk full?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>the up to eight cells around a cell (queen)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>the up to eight cells around a cell (queen) in the rows and columns of the sample, as far apart as these are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the upper left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the upper right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>the value at the centre of the cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the windows on {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>the year is ambiguous in the name of {names}. Give YEARS for all layers.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>the year of {names} is not known. Give YEARS for all layers, as in 2000;2010.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>the zones with the largest area in {map}; the tables hold all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>the {column} of the classes {pairs} is empty; {fill}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>their points lie off the map, or too few of their cells have a class (MIN_VALID)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>their points or some of their cells lie off the map, or cells have no class (EDGE full)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>there are no blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/drivers.py" />
   <source>there are no covariates and no windows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>there are {number} points with a value in {field}; a variogram takes two or more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>there is no band {band}: bands are counted from 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/class_polygons.py" />
   <source>there is no grid. Give a cell size, or a raster whose grid is taken ({raster}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/drivers.py" />
   <source>there is no raster of carbon density.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>there is no space left on the disk</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/land.py" />
   <source>there is one map, and transitions need two.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>they hold the centre of no cell, or some of their cells lie off the map or have no class (EDGE full)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>they hold the centre of no cell, or too few of their cells lie on the map and have a class (MIN_VALID)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>those of the largest |beta|</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>those of the largest |beta|; the table holds all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>those of the largest |r|</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <source>those that are typed below</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>those where carbon changed most; the tables hold all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>those where most changed; the tables hold all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>those with the largest areas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>those with the largest shares</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>those with the most carbon in {year}; the tables hold all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>three numbers for L, F and Ca, 0 or more, not all 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>too few blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>too few blocks to cross-validate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>total carbon (t) = sum over all classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>transition_matrix, transition_summary, transition_intensity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>transitions.tif (a band for each interval), carbon_density_2022.tif (for each year, t/ha), carbon_change.tif (a band for each interval, t/ha), net_present_value.tif (currency per ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>two columns: east and north</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/lulctransition.html" />
   <source>two-way degree = 100 (gain + loss) / before / T</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <source>typed: {rows}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>unbounded</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>unchanged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>uniform</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/figures.py" />
   <source>uniform change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>universal (the mean follows a drift)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/length_list.py" />
   <source>unknown: the map is in {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>up to 1000 cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>up to 2 for power</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>up to 360 (degrees clockwise from north; flat cells are negative)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>up to an eighth of that side, {most} map units</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>up to {largest}{own}, in a {of} whose short side is {side} map units</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>up to {longest} m, the longer side of the land</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>up to {most} (m) for {count} rings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>values from -1e18 to 1e18</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>values of windows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>values of {name} lie outside of its scale from {min} to {max} and become negative, of which there is no entropy; widen it, or give weights</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/kriging.html" />
   <source>variance = c&lt;sub&gt;00&lt;/sub&gt; − w′ c&lt;sub&gt;0&lt;/sub&gt; − μ′ f&lt;sub&gt;0&lt;/sub&gt;. It depends on where points lie and on the model, not on the values near.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/mapaccuracy.html" />
   <source>variance = Σ W&lt;sub&gt;h&lt;/sub&gt;² s&lt;sub&gt;h&lt;/sub&gt;² / n&lt;sub&gt;h&lt;/sub&gt;, with the variance s&lt;sub&gt;h&lt;/sub&gt;² (divisor n&lt;sub&gt;h&lt;/sub&gt; − 1) of what the figure is linear in; no finite-population correction; 95 % interval = value ± 1.959964 standard errors</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonseries.html" />
   <source>variance = Σ&lt;sub&gt;pools&lt;/sub&gt; [ (1 − r) Σ&lt;sub&gt;classes&lt;/sub&gt; (x s)² + r (Σ&lt;sub&gt;classes&lt;/sub&gt; x s)² ]</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_words.py" />
   <source>variance inflation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/carbonstorage.html" />
   <source>variance of the total = Σ&lt;sub&gt;pools&lt;/sub&gt; [ (1 − r) Σ&lt;sub&gt;classes&lt;/sub&gt; (A s)² + r (Σ&lt;sub&gt;classes&lt;/sub&gt; A s)² ]</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="algorithms/kriging.py" />
   <source>variation over short distances</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <location filename="reports/variogram.py" />
   <source>variogram</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>verdict: isotropic or anisotropic, by leaving out each of 16 or more blocks of cells. p_isotropic is how likely so long an ellipse is where ranges are equal (Hotelling’s T² of the jackknife); anisotropic where it is 0.01 or less. In simulated spherical fields, of no other model (60 of each kind, 200 × 200 cells, cutoff 50), equal ranges of 12, 25 and 45 were called isotropic in 98, 98 and 93 of 100 maps (of 60 other maps with the range 25 in 97 of 100), and a ratio of 0.5 was missed in 0, 0 and 3. se_direction and se_ratio are standard errors from the same blocks. All are NULL where blocks as wide as the cutoff do not fit: a cutoff of up to a quarter of the raster’s shorter side gives them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <source>weight {weight}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>west</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>what the names of the maps have in common, else that of the first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>where a layer of the drift has no value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>where every patch is the only one of its class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>where no class has two patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>where no patch has a value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>where no two cells touch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>where the class fills the landscape, or max e is min e</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>where the drift does not vary among the points (more neighbours, or less drift)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>where the mean is 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>where there is no core</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/shared.py" />
   <source>wholly in valid data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>whose system cannot be solved (give a nugget, or another model)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>whose variance came out below 0 (give a nugget, or another model)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>window overlap</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/miningassessment.html" />
   <source>windows.tif (a band for each metric), spectral_indices.tif (a band for each index)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>with a reference class of IGNORE_CODES</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>with fewer than 10 patches, or where all have one perimeter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>with fewer than 3 classes, or without an edge</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: metrics" />
   <source>with one class, or where no two cells touch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>with the estimator matheron and without SAMPLE_SIZE</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>with too few points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>with too few points within SEARCH</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>without a reference class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>without a stratum</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>x (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>x and y</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>x, y, x², xy and y²</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/couplingcoordination.html" />
   <source>x′ = a + (b − a)(x − min) / (max − min) for an indicator of which more is better (+), with (max − x) where less is (−); a and b are 0 and 1 unless you give others. The study has 0.1 and 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>y (map units)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>years given: {years}; layers: {layers}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/carbon.py" />
   <location filename="study/chapters/coupling.py" />
   <location filename="study/chapters/reach.py" />
   <source>years of the maps are not known.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parameters.py" />
   <location filename="reports/window_scale.py" />
   <source>yes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="headings.py" />
   <source>z score</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/study.py" />
   <source>zones overlap, and a cell of two zones has no single place in a raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{across} {unit} x {down} {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parts.py" />
   <source>{algorithm} report: {subject}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{all} a value of two or more variables, {complete} of all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <location filename="study/shown/glance.py" />
   <source>{area} ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{area} ha ({percent} %) of the valid cells of {name} lie outside the raster of {grid}, on whose grid it is read, and are not counted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{area} ha ({percent} %) of {has} have no class in {lacks}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{at} m (95 % interval {low} to {high} m, p = {p})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{a} and {b}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/drawings.py" />
   <source>{a} and {b}: r = {r}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>{band} alone makes no spectral index. Give {nir} too, or leave {band} out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{band} for {indices}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/variables.py" />
   <source>{band} is not looked at: {all} is ticked.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{band}: reflectance is value x {scale}{offset}{source}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{base} and {alt} have no valid cell in common (outside nodata, IGNORE_CODES, and within MASK and ZONES).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/land.py" />
   <source>{before} to {after} ({area} ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/drawings.py" />
   <source>{before} to {after}: {area}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>{b} by {a}: r = {r}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/carbon.py" />
   <source>{carbon} t in {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/glance.py" />
   <source>{cells} cells; {unseen}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{cells} of PREDICTED without a value: no row of the fit has their class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/study.py" />
   <source>{chapter} (in part)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapter.py" />
   <source>{chapter}: {error}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>{co2} t as CO₂; {rate} t per year</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{codes} of {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{code} ({here} % and {there} %)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{code} ({name})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{code} ({name}, {share} %)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{code} {name} ({percent} %)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} block</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} blocks</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} cell has</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} cell with a value is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} cells have</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} cells with a value are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} coefficient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} coefficients</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} column</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} columns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>{count} equal classes of distance up to the largest</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} feature</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} features</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} patch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} patches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} places</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} point has</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} point is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} point lies on the cell of another one and counts as a unit of its own</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} points are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} points have</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} points lie on cells of others and count as units of their own</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} polygon holds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} polygons hold</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} row</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} row has</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} row of the fit has</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} rows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} rows have</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} rows of the fit have</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} target</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} targets</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} times</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <source>{count} values are given, and an indicator has {width}: {columns}. Leave those that are not known empty, as in np,-,,,.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{count} {why}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>{count}, if cells were independent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{crs} is a local grid: areas and lengths are those of its plane, whose unit is {unit} m.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{cutoff}, within which there are {lags} lags ({memory} GB)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <location filename="study/shown/carbon.py" />
   <location filename="study/shown/glance.py" />
   <source>{density} t/ha on {area} ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>{d} in {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/coupling.py" />
   <source>{d} in {year} ({grade})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>{factor}: {base}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>{feature} has an invalid geometry ({reason}). Repair it with “Fix geometries”, and run again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>{feature} has several points. Split it with “Multipart to singleparts”, and run again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>{feature} is neither a point nor a polygon. Give points or polygons alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>{feature} is no polygon. Give polygons alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <location filename="declare/variables.py" />
   <location filename="layers/polygons.py" />
   <source>{feature} {wrong}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field} covers the centre of no cell of {path}: its polygons lie elsewhere, or are smaller than a cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field} goes with SAMPLE {sample} alone; leave it out, or choose that.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field} has no {column} for the classes {pairs}; {mend}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field} has {found} entries for {layers} LAYERS; give one for each.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field} is given, and {needs} is not; give {needs} too, or leave {field} out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field} is of points, and RASTER is given, whose gaps are filled on its own grid; leave {field} out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field} is {found}; allowed: {allowed}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field} names {count}; {least} or more are needed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field} {model} needs {needs}; give it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: feature {feature} of {path} has no value in the column {name}, so its zone has no name; fill it in, or leave the feature out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: given more than once, and taken once: {codes}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: it is not clear which class is meant by {labels}. Classes are given by whole codes, or by names of POOLS or of the layer (known: {known}). Correct these values, or add the names to POOLS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: no cell of {of} has {codes} (outside nodata and IGNORE_CODES, and within MASK).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: the feature {feature} of {path} has a vertex at {x}, {y}, more than {limit} cells off the map. Draw the feature anew, or leave it out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: the feature {feature} of {path} has a vertex at {x}, {y}, which is no place; coordinates must be finite numbers. Draw the feature anew, or leave it out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: the feature {feature} of {path} has several points and one class; split it into single points (in QGIS by Multipart to singleparts).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: {detail}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: {name} is named twice.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: {path} has no column {name}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{field}: {without} features without a geometry are left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_found.py" />
   <source>{figure} (about 0)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{file} cannot be a table: {ending} files need geometries. Give it the ending .gpkg, .csv or .xlsx.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/regressed.py" />
   <source>{file} cannot be made: {ending} files need geometries, and TABLE holds no points. Give it the ending .gpkg, .csv or .xlsx.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged_outputs.py" />
   <source>{file} cannot be made: {lacking}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/outputs.py" />
   <source>{file} cannot be written (read-only, or not permitted). Choose another folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/report_output.py" />
   <location filename="study/class_map.py" />
   <location filename="study/geopackage.py" />
   <source>{file} could not be written ({reason}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <location filename="study/geopackage.py" />
   <source>{file} could not be written in full. Is the disk full?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/geopackage.py" />
   <source>{file} does not end in .gpkg. The tables are layers of a GeoPackage: give it that ending.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/report_output.py" />
   <source>{file} does not end in .html. The report is a web page: give it that ending.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/outputs.py" />
   <source>{file} does not end in .tif. Pitscape writes GeoTIFF: give it that ending.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/outputs.py" />
   <source>{file} is a folder. Give the name of a file in it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{file} is a temporary file, which goes when QGIS is closed. Export the table to keep what you fill in.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/geopackage.py" />
   <source>{file} is no file on a disk. Give the name of a file that ends in .gpkg.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/report_output.py" />
   <source>{file} is no file on a disk. Give the name of a file that ends in .html.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/outputs.py" />
   <source>{file} is no folder. Give one, or the name of a new one in it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/outputs.py" />
   <source>{file} is the file of the input {name}, which would be lost. Choose another file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/study.py" />
   <source>{file} is the file of the input {name}, which would be lost. Choose another folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/outputs.py" />
   <source>{file} is the file of {name} too. Choose another file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{file} names no format that QGIS writes. Give it the ending .csv, .xlsx or .gpkg.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{file} would be a table without its polygons. Give it the ending .gpkg.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{file} would be an SQLite database, which QGIS cannot fill here. Give it the ending .gpkg.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{file} would have {rows} rows, and a spreadsheet holds {most}. Give it the ending .gpkg or .csv.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/result_names.py" />
   <location filename="reports/correlation.py" />
   <source>{first} and {count} more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parts.py" />
   <source>{first} and {last}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{first} and {second} cover different land: {lacking}.{meaning}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <location filename="reports/landscape_metrics.py" />
   <location filename="reports/lulc_transition.py" />
   <location filename="reports/parts.py" />
   <source>{first} to {last}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/outputs.py" />
   <source>{folder} cannot be written to (read-only, or not permitted). Choose another folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{from} to {to}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>{grade} (≤ {end})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{ignored} of {all} units on land that counts have a reference class of IGNORE_CODES. They are left out as if they had not been drawn, so that their share of the land goes to the other classes, and areas of these are too large. To count that land take the codes out of IGNORE_CODES.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>{index} = {formula} ({source})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{interval} {area} ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/fields.py" />
   <source>{kind}; a name with a space or comma cannot be given</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/source.py" />
   <source>{layer} (memory layer)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>{layer} = {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/variable_names.py" />
   <source>{layer} band {band}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster_export.py" />
   <source>{layer} has no band {band}; it has {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/raster_export.py" />
   <source>{layer} is a picture, with colours instead of values or without cells of its own. Use the layer that the picture was made from.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/parameters.py" />
   <source>{layer}, band {band}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/variables.py" />
   <source>{layer}: all bands</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <location filename="declare/series.py" />
   <source>{layer}: band</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{least} (4 times the largest radius) to {most} (half of the short side of the {of})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{least} m or more on a map of this size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{least} or more, so that there are up to {most} bins</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{least} to {most}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{least} to {most} points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{least} to {most}, depending on the direction,</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{least} to {most}, or 0 for none: with fewer no map differs at a level of 5 %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{length} {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{length} {unit} {direction}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>{level}: {first} to {last} km</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{list} and {number} more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <location filename="library: sentences" />
   <location filename="reports/variable_maps.py" />
   <source>{low} to {high}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/class_map.py" />
   <source>{map}, brought onto another grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/one_grid.py" />
   <source>{map}: {error}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{map}: {patches} on {area} ha ({area_km2} km2){zones}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/window_scale.py" />
   <source>{metrics} were measured in windows ({shape}) of radius {radii} {unit} around each cell, and the variogram of each from all pairs of cells with a value at every radius, in bins closed on the right up to the same cutoff for all radii.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/windows.py" />
   <source>{metrics} were measured in windows ({shape}) of radius {radius} {unit} around each cell of the map of {map}, as FRAGSTATS 4.2 defines them (McGarigal, Cushman and Ene 2012); what of a window lies outside of the map, or is nodata, does not count.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>{metric} by class and zone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>{metric}, by class and zone, on one scale.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{model} (no range)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{model} (psill {psill}{range}{kappa})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{model} (range {range})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{model} has a lower AIC ({lower} to {aic}), but its fit ended at a bound, so that it is not taken. If you want it all the same, give it as MODEL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{model} was not fitted{of}: too few bins.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/drivers.py" />
   <source>{model}: diagnostics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/drivers.py" />
   <source>{model}: predicted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/drivers.py" />
   <source>{model}: residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/drivers.py" />
   <source>{model}: steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>{model}: {r2} % of the variance of carbon density, and {unseen} % in blocks of land that it has not seen.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>{model}: {r2} % of the variance of carbon density, but in blocks of land that it has not seen the mean predicts better.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/drivers.py" />
   <source>{model}: {r2} % of the variance of carbon density.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{model}{of} ended at {ends}: the variogram does not tell its parameters.{ranges}{kappas}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>{names} are both of {year}. Give each layer a year of its own in YEARS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>{names} entered as dummies of their classes, the largest class being the base.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{names}: no scale, as min and max are the same, so that the weight is 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/made.py" />
   <source>{name} (of this run)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="metrics.py" />
   <source>{name} ({about}; {levels}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} ({area})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} ({lacking})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} ({model}) {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} ({model}, radii {radii})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} ({percent} %)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} ({points})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_words.py" />
   <source>{name} ({short})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} ({vif})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/result_names.py" />
   <source>{name} ({which})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="indices.py" />
   <source>{name} = {formula} ({source})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>{name} entered as northness (cosine) and eastness (sine), both 0 where it is flat.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} has infinite values; they count as none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} has no scale, which would go from {min} to {max}; give {min_name} and {max_name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} has no value in any year; leave it out, or fill it in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} has the value {value}, which is too large to be squared. It may stand for nodata: set that in the layer's properties, or by a mask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} has the value {value}, which mostly stands for nodata, and is taken for a measurement. If it is nodata, set it in the layer’s properties.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} has the value {value}; factors are classes with whole codes, as those of a land-cover map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} has {found} classes; a factor may have {limit}. Give a raster of classes; measurements belong to X.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} is 0 in {years}, and so are C and D: the value is the lower end of its scale. Give a lower one ({what}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>{name} is empty; allowed: one radius or more (map units), as in 50;100.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} is negative in {years}, where C and D are NULL: a value lies below the lower end of its scale. Give a lower one ({what}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} is to be explained, and is among what may explain it. Take it out there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} is {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} is {value} in all {rows} rows: there is nothing to explain.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} lies outside of -1 to 1 in {cells}, where a band is negative.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} of zone {zone}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name} reaches far beyond {grid}: its raster has {cells} cells, that of {grid} {of_grid}. What lies outside {grid} is not counted.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name}: no cell has it{without}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name}: no window has a value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/metrics.py" />
   <source>{name}: statistics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/drawings.py" />
   <source>{name}: {area}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/drawings.py" />
   <source>{name}: {area} lost or gained</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name}: {low} to {high}, {cells}{without}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name}: {low} to {high}{unit}, {windows} windows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{name}: {percent} % of the cells equal the cell before, as those of a coarser layer that was cut into smaller cells, or of one that is the same over wide land. It has far fewer values than there are cells; read p_block.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>{name}: {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>{number:g} is too large.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} cells were drawn at random (seed {seed}): figures are those of a sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>{number} is not a whole number.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} more names are shared by several codes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} of the features of SOURCES lie outside {path}; distances are to those on the map alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} of the polygons of SOURCES hold the centre of no cell ({features}); each claims the cell of a point inside it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} of {all} features have no cell of the raster ({area} ha on it in all): too small or too narrow for the cells, or hidden by others. The largest: {largest}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} of {all} parts of {field} without a cell centre ({area} in all).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} of {all} windows have no value: {why}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} of {all} zones off {path} (in no table): {zones}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} of {all} zones partly off {path}; what lies there (in % of their area) does not count: {zones}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} of {all} zones without a cell centre (in no table): {zones}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} of {all} zones without a valid cell (in no table): {zones}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} points were drawn at random (seed {seed}): figures are those of a sample.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} radii</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} without a point</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{number} without a value in {field}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{n} {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{off} of {all} features have no land on the raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{old} is {new}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{one} and {other} are both given; leave one of them out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{one} and {other} are both of {year}; give each of the LAYERS a year of its own in YEARS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{one} and {other} are the same band of one raster; give each its own band.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/kriged_outputs.py" />
   <source>{output} is not made: {lacking}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{output} is not made: {source} is not given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{output}: columns have other names in the file: {pairs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{output}: columns have other names: {pairs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{outside} of {predicted} cells of PREDICTED ({percent} %) lie outside of what the model was fitted to, in one variable at least: there it is extrapolated.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>{parameter}: feature {id} is left out, its geometry is invalid.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>{parameter}: features without a point or a value are left out: {count}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/variables.py" />
   <source>{parameter}: features without a point: {count}. They have values and no place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/variables.py" />
   <source>{parameter}: the layer “{layer}” has no coordinate reference system, so that distances are unknown. Give it one: right-click it, Layer CRS, Set Layer CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/variables.py" />
   <source>{parameter}: the layer “{layer}” is in degrees, in which points have no distance. Reproject it, for instance to a UTM system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/csv_tables.py" />
   <source>{parameter}: {path} is not in UTF-8, and is read as {encoding}. Save it in UTF-8 if names are wrong.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/polygons.py" />
   <source>{parameter}: {sentence}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/amounts.py" />
   <source>{parameter}: “{layer}” is a map of classes. Its codes are names and no amounts, so that what is calculated from them means nothing. Take a raster of amounts in its place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/amounts.py" />
   <source>{parameter}: “{layer}” is drawn in colours that run into one another, as amounts are. Each of its values is taken for a class. If they are amounts, give the raster where amounts are asked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{parts} add up to {total}; they are taken as {shares}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>{patches} patches in {map}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} and {onto} do not overlap; check their reference systems.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="base.py" />
   <source>{path} cannot be replaced ({reason}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>{path} could not be written ({reason}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} could not be written: {detail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} differs from {onto}: {difference}. It is read on the grid of {onto} ({way}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has a value at none of the points. Check that it lies where they are, and its nodata.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no cell of the CODES {codes} (outside nodata and IGNORE_CODES, and within MASK), so there is nothing to measure distances from.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no cell with a value, so that there is nothing to predict from. Check its nodata.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no coordinate reference system, so its cells have no area. Assign one: in QGIS right-click the layer, Layer CRS, Set Layer CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no coordinate reference system, so its coordinates have no unit. Assign one: in QGIS right-click the layer, Layer CRS, Set Layer CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no feature to predict for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no feature with a geometry, so there is no window to measure.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no feature with both a polygon and a class in {name}, so there is nothing to rasterize ({features} features, {without_geometry} without a geometry).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no gap to fill{within}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no point with a value in {name} ({features} features).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has no valid cell: all {cells} are nodata, in IGNORE_CODES or outside MASK and ZONES.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has points in one place with values of their own, and the model has no error that could tell them apart. Set NUGGET_IS to microscale, which takes their mean.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has {classes} classes; a template of similarity, which has a row for every two of them, takes at most {limit}. Check that it is a land-cover map, or leave classes out by IGNORE_CODES.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} has {points} control points and no cell size, so its cells have no area. Warp it first: in QGIS by Raster, Projections, Warp (nearest neighbour for classes), or by the Georeferencer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} holds more than {limit} different codes, so it does not look like a land-cover map; choose the band that holds the classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="tables.py" />
   <source>{path} holds {found} values from row {row} on where {due} are due</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} holds {value} at row {row}, column {column} (counted from 0 at the top left); a variogram takes numbers between -{limit} and {limit}. If the value means no data, set it as nodata of the layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} holds {value} at row {row}, column {column} (counted from 0 at the top left); class codes must be whole numbers between -9,223,372,036,854,775,808 and 9,223,372,036,854,775,807. Reclassify the map, or choose the band that holds the classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is a folder; give the name of a file in it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is an input of this run as well; choose another name for the output.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is given for two outputs; choose another name for one of them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is in degrees, in which cells have no distance: n_effective and p_effective are NULL. Reproject the layers for them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is in degrees, in which cells have no distance: there are no blocks, and p_block and r2_cv{moran} are NULL. Reproject the layers for them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is in {crs} and the map in {onto}, and a local grid is tied to no place on the Earth, so that no way leads from one to the other. Where both lie on one grid, give both the same system: in QGIS right-click the layer, Layer CRS, Set Layer CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is in {crs}, a local grid that is tied to no place on the Earth, so true areas of its cells are not known. Set AREA to planar for areas and lengths of its plane.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is in {crs}, from which no way leads to {onto}: {detail}. Reproject it first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is in {crs}, which is geocentric or vertical, so its cells have no area and no length. Give the map the system that it is in: in QGIS right-click the layer, Layer CRS, Set Layer CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is in {crs}, whose units are degrees, so its cells have no area on the plane. Set AREA to auto or ellipsoidal, or reproject the map to an equal-area or UTM system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is in {crs}, whose units are degrees, so lengths on it are not in m. Reproject it to a UTM or another projected system.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is not georeferenced (it has no cell size), so its cells have no area. Georeference it first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is not in the coordinate reference system of the map ({crs}); reproject it first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} is said to be in {crs}, but a corner at {x}, {y} is no longitude and latitude (up to 540 and 90 degrees). These look like projected coordinates under a wrong reference system; give the map its own: in QGIS right-click the layer, Layer CRS, Set Layer CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path} must end in .tif; rasters are written as GeoTIFF.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path}: no cell has a value in {layers} or more of the layers (within MASK). Look whether they cover the same land.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path}: no cell has a value of all variables (within MASK). Look whether the layers cover the same land, and which of them have values.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path}: no row has a value in all of the fields.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path}: no row has a value in two or more of FIELDS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path}: no {unit} lies on {classes}, so {share} % of the area would be lost from all figures. Add points there, merge these classes with others in map and reference, or leave their land out by IGNORE_CODES.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path}: {hidden} nodata by its {mask}{part}.{partly}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path}: {shared}: standard errors are too small where one place was taken twice.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path}: {used} of {all} points count. Left out: {lacking}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{path}: {used} of {all} points count. Left out: {why}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>{percent} % of the map is read; codes may be missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{points} left out: {layer} has no value there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{points} no prediction in the cross-validation.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{points} points are at one distance of {x}, {y}, or as near, where {max} are asked for: more than four times as many. Give another MAX_NEIGHBOURS (or SECTOR_MAX), or SEARCH.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{points} points lie in {places} with others; the mean of each place is taken. Values of one place differ by up to {spread}. If these are errors of measurement, set NUGGET_IS to error.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/inputs.py" />
   <source>{point} is a point and {polygon} a polygon. Give one kind alone.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{polygons} more points than predictions are made of, which are those nearest to its middle. Of so wide a polygon the mean is better known from all: set MAX_NEIGHBOURS to 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/mining_assessment.py" />
   <source>{radius:g} is no radius. Give more than 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{radius} twice</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{radius}, a window of which is a single cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{radius}, which is {cells} cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{radius}: {cells} cells</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{reason} ({folder})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{reference}: {cells} cells have a class here and on the map, and count each as one unit that was drawn by itself. {without} cells of the map have no reference; {unmapped} cells of the reference lie on no class of the map. Cells of one patch are no independent units: where the reference is mapped as patches, standard errors are too small.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{rows} a value of all variables: the model is made of these.{more}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/coupled.py" />
   <source>{rows} is not looked at: {table} is given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{rows} rows and {columns} columns against {of_rows} and {of_columns}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{said}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{se} t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{share} % of the area of INPUT lies off {snap}, and is not on the raster.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{share} % of the area of MASK lies off {path}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>{share} % of the area valid at both dates</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>{share} % of what L falls short of 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{side} or more (map units), the side of a cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/one_grid.py" />
   <source>{size:g} is less than the side of a cell of the first map, {side:g}. Maps can be made coarser, and not finer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/one_grid.py" />
   <source>{size:g} is more than the first map is wide and high, {widest:g}: it would be one cell.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/class_polygons.py" />
   <source>{size} is no side of a cell. Give more than 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/table_outputs.py" />
   <source>{source} is not given, so there are no points to write to {file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/features.py" />
   <location filename="reports/drawings.py" />
   <source>{start} to {end}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/buffers.py" />
   <source>{start} to {end} m</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/features.py" />
   <source>{start} to {end} {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/report_output.py" />
   <source>{title} report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/chapters/drivers.py" />
   <source>{title}: {error}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/lulc_transition.py" />
   <source>{title}: {zone}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>{typed} years were typed for {count} maps: the others are empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/years.py" />
   <source>{typed} years were typed for {count} maps: those at the end are left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{value} (stored as {stored}, scale {scale}, offset {offset})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>{value} is not a number to calculate with. Leave it empty, or give another one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/styles/features.py" />
   <source>{value} {what}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>{variable} in {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{verdict}, {span} map units: the settings do not agree on a radius. The rule gives {rule}, and the most frequent outcome of the settings, {most}, has {percent} %.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{verdict}, {span} map units: without permuted maps (PERMUTATIONS is 0) a radius cannot be told from the overlap of windows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{verdict}, {span} map units: without standard errors a change of nugget / sill cannot be told from chance.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{verdict}: from a radius of {radius} map units on nugget / sill of all metrics that have a scale is stable; {percent} % of the settings give the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{verdict}: there is no radius to recommend, under any of the settings.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{verdict}: there is no radius to recommend; {percent} % of the settings give the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/pattern.py" />
   <source>{what} from {before} to {after}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{what} has no row for {classes}. Add the missing codes to the table, or, if they mean no data, set them as nodata of the layer or in IGNORE_CODES.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{what} is not valid UTF-8.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{what} must not be a null pointer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/result_names.py" />
   <source>{what} {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{what}, on areas as the sample of ACCURACY tells them: {carbon} t of C. Standard errors: {pool} of the pools, {map} of the map{ends}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{what}: {carbon} t of C ({co2} t as CO2) on {area} ha ({area_km2} km2).{known}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/result_names.py" />
   <source>{what}: {first} to {last}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/result_names.py" />
   <source>{what}: {which}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{without} no place, so that figures of blocks and Moran’s I are NULL.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{without} no place: r is of all rows, the effective number of those with one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/needing.py" />
   <source>{word} needs {input}. Give it, or choose another one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="layers/source.py" />
   <source>{x}, {y} is no longitude and latitude. These look like projected coordinates under a wrong CRS; give the layer its own: right-click it, Layer CRS, Set Layer CRS</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{years}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year} of zone {zone}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/contribution_ratio.py" />
   <source>{year}, uniform surroundings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}: densities are alike over {length} m (correlation length), so that the land is worth {patches} independent patches.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}: densities are alike over {length} m, so that the land is worth {patches} independent patches; 95 % intervals need {least}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}: densities do not vary, or they are alike over half of the map's shorter side and more, or that side has but a cell or two, so that chance is not known: no 95 % intervals, and no break is looked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}: no cell of {layer} is of CODES {codes}, so that there is no mining land and all its figures are NULL. MINING_YEAR takes the mining land of one year for all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}: no ring holds land, so that there are no 95 % intervals, and no break is looked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}: some rings are narrower than the cells by which chance is known on a map of this size, so that they have no 95 % intervals, K beyond them has none, and breaks are looked for among the other rings.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/carbon_series.py" />
   <source>{year}: standard error {pool} t by the pools, {map} t by the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}: too few blocks hold cells of the rings for 95 % intervals; a smaller BLOCK_SIZE makes more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}: with more than {most} rings chance is not known: no 95 % intervals, and no break is looked for.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{year}: {breaks}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{y} has one value in each class of {name}: it was made of these classes, and the model only finds that table again. Leave {name} out, or take a Y that was measured.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{y} has {values} only: carbon from a table of land-cover classes has one value for each class, residuals cannot be normal, and a model of it finds the classes again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>{y} is in {unit}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{y} per {x}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression_methods.py" />
   <source>{y} was regressed on {names} by ordinary least squares, over the {count} cells or rows in which all have a value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>{zone} ({detail})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>{zone}: D in {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/rastervariogram.html" />
   <source>γ (matheron) = Σ (z − z′)² / 2N over the N pairs of a bin; all pairs of cells with a value, each counted once. Cells without data (nodata of the layer, NaN, and what a mask band or alpha band of the file hides) and those outside the mask are left out; infinite numbers and those beyond ±1e60 are refused. A cell belongs to the polygon that holds its centre.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="help/pointvariogram.html" />
   <source>γ (matheron) = Σ (z − z′)² / 2N over the N pairs of a bin; all pairs of points within the cutoff, each counted once. Features without a point or a value are left out, and the log says how many. Points at one place are pairs of the first bin.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/regression.py" />
   <source>– where a figure is not defined, or is no test.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/kriging.py" />
   <source>– where a figure is not defined.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/map_accuracy.py" />
   <source>– where a figure is not defined: a class that no point has on the map, or in the reference.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/coupling_coordination.py" />
   <source>– where a value is missing, or C is not defined.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/landscape_metrics.py" />
   <source>– where one is not defined.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>– where one of the two is constant, or fewer than 3 cells have both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="reports/correlation.py" />
   <source>– where there is no r.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/codes.py" />
   <source>“{layer}” has no band {band}. Codes can be typed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="choosers/table_codes.py" />
   <source>“{layer}” has no class codes (lucode). Codes can be typed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/series.py" />
   <source>“{layer}” is of {own} by its time or its name, and {year} was given for it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/one_grid.py" />
   <source>“{map}” is brought onto cells of {width:g} × {height:g} map units.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>“{name}” ({features})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="library: sentences" />
   <source>“{name}” has two codes, {other} and {code}; keep one row</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>“{name}” is in the toolbox already, under Models, Pitscape: {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="menu.py" />
   <source>“{name}” is in the toolbox, under Models, Pitscape: {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/words.py" />
   <source>“{part}” is none of {allowed}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/words.py" />
   <source>“{part}” is none of {allowed}. Did you mean {near}?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>“{text}” has a comma, which may be a decimal comma. Separate numbers by ; or a space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="study/shown/words.py" />
   <source>“{title}” ({layer})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>“{value}” is not a number. Write it with a decimal point, as in 43.5.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="declare/values.py" />
   <source>“{words}” are not all numbers.</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>

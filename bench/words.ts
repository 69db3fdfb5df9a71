/** Words of our own for generated pages: what news is made of, without a phrase of the glossary. */

const items = (text: string): string[] =>
  text
    .split('|')
    .map((item) => item.trim())
    .filter(Boolean);

export const english = {
  adjectives: items(
    `regional|national|annual|private|local|foreign|rural|digital|independent|new|temporary|joint|former|
     senior|public|medical|coastal|northern|southern|western|eastern|industrial|monthly|early|modest|
     unusual|careful|broad|narrow|final|second|third|cheaper|longer|smaller|younger|quiet|steady`,
  ),
  actors: items(
    `ministry|company|committee|court|central bank|union|agency|council|university|hospital|airline|
     retailer|port authority|museum|farmers’ group|engineering firm|research team|election office|
     railway operator|teachers’ federation|city government|weather service|publisher|insurer|shipyard|
     newspaper|football club|power company|film festival|chamber of commerce`,
  ),
  verbs: items(
    `said it would review|announced|postponed|defended|published|criticised|agreed to pay for|
     voted to reject|has begun|will open|expects|withdrew|doubled|is looking into|warned against|
     refused to discuss|welcomed|quietly dropped|has yet to explain|took over|plans to sell|described|
     asked for|went to court over|made the case for|put off`,
  ),
  topics: items(
    `the price of grain|rail fares|a housing plan|its annual report|two new ferries|the budget|
     higher wages for nurses|a bridge across the river|flood defences|repairs to the old harbour|
     a vaccine trial|the sale of its archive|school meals|a data centre|solar panels on public roofs|
     water rights|visa rules for students|the trade figures|a cycling network|exports of timber|
     the cost of insurance|its forecast for the year|fishing quotas|a satellite launch|night trains|
     the city’s debt|tourist numbers|a new stadium|the pension fund|rules for short-term rents`,
  ),
  places: items(
    `Lyon|Nairobi|Jakarta|Oslo|Lima|Beijing|Osaka|Turin|Accra|Hanoi|Montreal|Porto|Izmir|Leeds|Gdańsk|
     São Paulo|Daegu|Dakar|Auckland|Manila|Riga|Valencia|Chennai|Cardiff|Almaty`,
  ),
  times: items(
    `on Monday|on Tuesday|late on Wednesday|last week|this spring|after a long debate|for the third time|
     before the summer recess|without notice|earlier this year|at the end of June|in a short statement|
     over the weekend|within days|by a wide margin`,
  ),
  tails: items(
    `according to people who took part in the talks|a spokeswoman said|which surprised most observers|
     although few details are known|as officials in Beijing had hoped|and shares fell by 3 per cent|
     but critics doubt that it will help|the third such step since 2019|officials told reporters|
     while 12,400 households wait|and a decision is due in autumn|in line with earlier forecasts|
     a first for the region|as the rain went on|pending a ruling of the appeals court|
     two people who know the matter said|which the opposition calls too little`,
  ),
} as const;

export const chinese = {
  subjects: items(
    `市政府|铁路公司|研究人员|当地医院|气象部门|出版社|中央银行|工会|大学校方|码头工人|农户|航空公司|博物馆|
     保险公司|电力企业|教育部门|记者|球队|市民代表|交通部门|造船厂|电影节组委会|一家科技企业|多名专家|北京的一所学校`,
  ),
  times: items(`周一|周二下午|上周末|今年春天|会议结束后|六月底|日前|本月初|凌晨|连续第三年|几天之内|去年`),
  verbs: items(
    `宣布推迟|发布了|表示将审查|批评了|同意资助|否决了|开始筹备|拒绝讨论|悄悄取消了|正在调查|预计扩大|出售了|
     向法院起诉|欢迎|描述了|尚未说明|接管了|要求公开|提醒注意|讨论了`,
  ),
  topics: items(
    `粮食价格|火车票价|住房计划|年度报告|两艘新渡轮|市级预算|护士的工资|跨河大桥|防洪堤坝|老港口的维修工程|疫苗试验|
     学校午餐|数据中心|公共屋顶上的太阳能板|用水分配|留学生签证|贸易数字|自行车道|木材出口|保险费用|全年预测|
     捕鱼配额|卫星发射|夜班列车|游客人数|新体育场|养老金|短租房的规定`,
  ),
  tails: items(
    `知情人士说|这让多数观察者感到意外|细节尚不清楚|股价下跌了百分之三|但批评者怀疑效果|官员告诉记者|
     一万二千户家庭仍在等待|结果将在秋天公布|与此前的预测相符|这在当地尚属首次|雨一直下到傍晚|上诉法院尚未裁决|
     反对者认为远远不够|现场没有人受伤|邻近城市也在考虑`,
  ),
} as const;

/** Syllables for words that no page has. */
export const syllables = {
  starts: items('b|br|d|dr|f|fl|g|gr|h|k|kl|l|m|n|p|pl|qu|r|s|sk|st|t|tr|v|z'),
  middles: items('a|ae|e|ei|i|o|oa|u|y'),
  ends: items('b|ck|ft|ld|m|nd|nth|p|rg|rsh|sk|th|v|x|zz'),
} as const;
